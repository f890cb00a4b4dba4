/// Takes the top-level field `raw` out of a JSON object while it arrives, decoded; keeps the rest, which is small.
///
/// A mail of 20 MB so never stands in memory as JSON. Fields of the same name further down, and the word inside other
/// texts, are not taken.
struct RawFieldExtractor {
    /// Labels, ids and dates are 1 KB.
    private static let restLimitBytes = 64 << 10

    private enum State {
        case outside
        case string
        case stringEscape
        case field
        /// Inside `\…` of the field; the bytes so far.
        case fieldEscape([UInt8])
    }

    private var state = State.outside
    private var depth = 0
    private var expectsKey = false
    private var key: [UInt8] = []
    private var isKey = false
    private var field = Base64URLStream()

    /// The object without the content of the field.
    private(set) var rest: [UInt8] = []
    private(set) var hasField = false
    /// Whether the object has ended.
    private(set) var isComplete = false

    /// Takes the next bytes and gives the decoded bytes of the field among them.
    mutating func take(_ bytes: UnsafeRawBufferPointer) throws(AnswerFault) -> [UInt8] {
        var decoded: [UInt8] = []
        var place = bytes.startIndex
        while place < bytes.endIndex {
            if case .field = state {
                place = try takeField(bytes, from: place, &decoded)
            } else if case .fieldEscape(let begun) = state {
                try takeEscape(begun + [bytes[place]], &decoded)
                place += 1
            } else {
                try take(bytes[place])
                place += 1
            }
        }
        return decoded
    }

    /// Takes field bytes up to its end, an escape or the end of the piece.
    private mutating func takeField(
        _ bytes: UnsafeRawBufferPointer, from start: Int, _ decoded: inout [UInt8]
    ) throws(AnswerFault) -> Int {
        var end = start
        while end < bytes.endIndex, bytes[end] != UInt8(ascii: "\""), bytes[end] != UInt8(ascii: "\\") { end += 1 }
        try decode(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), &decoded)
        guard end < bytes.endIndex else { return end }
        if bytes[end] == UInt8(ascii: "\"") {
            guard field.isComplete else { throw .cut("the mail in the answer breaks off") }
            state = .outside
            rest.append(bytes[end])
        } else {
            state = .fieldEscape([])
        }
        return end + 1
    }

    /// Some servers write `=` as `\u003d`, and any may write `/` as `\/`.
    private mutating func takeEscape(_ escape: [UInt8], _ decoded: inout [UInt8]) throws(AnswerFault) {
        var byte = escape[0]
        if byte == UInt8(ascii: "u") {
            guard escape.count == 5 else {
                state = .fieldEscape(escape)
                return
            }
            // 0 is no digit of base64, so what is no single byte is refused below.
            byte = UInt8(String(decoding: escape.dropFirst(), as: UTF8.self), radix: 16) ?? 0
        }
        state = .field
        try decode(CollectionOfOne(byte), &decoded)
    }

    private mutating func decode(
        _ bytes: some Collection<UInt8>, _ decoded: inout [UInt8]
    ) throws(AnswerFault) {
        do throws(Base64URLStream.Invalid) {
            decoded += try field.decode(bytes)
        } catch {
            throw .cut("the mail in the answer is not base64url")
        }
    }

    /// Takes one byte outside of the field.
    private mutating func take(_ byte: UInt8) throws(AnswerFault) {
        guard rest.count < Self.restLimitBytes else { throw .foreign("the answer is not the Gmail API's") }
        rest.append(byte)
        switch (state, byte) {
        case (.string, UInt8(ascii: "\\")):
            state = .stringEscape
        case (.stringEscape, _):
            state = .string
        case (.string, UInt8(ascii: "\"")):
            state = .outside
        case (.string, _):
            if isKey { key.append(byte) }
        case (_, UInt8(ascii: "\"")):
            beginString()
        case (_, UInt8(ascii: "{")), (_, UInt8(ascii: "[")):
            depth += 1
            expectsKey = depth == 1
        case (_, UInt8(ascii: "}")), (_, UInt8(ascii: "]")):
            depth -= 1
            isComplete = depth == 0
        case (_, UInt8(ascii: ",")) where depth == 1:
            expectsKey = true
        case (_, UInt8(ascii: ":")) where depth == 1:
            expectsKey = false
        default:
            break
        }
    }

    private mutating func beginString() {
        isKey = depth == 1 && expectsKey
        if isKey { key = [] }
        // A second field of the name stays in the rest, where the JSON decoder sees it.
        let isField = depth == 1 && !expectsKey && key == Array("raw".utf8) && !hasField
        if isField { hasField = true }
        state = isField ? .field : .string
    }
}

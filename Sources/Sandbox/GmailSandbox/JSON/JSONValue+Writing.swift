import Foundation

extension JSONValue {
    /// A stretch of an answer's body.
    enum Piece: Sendable {
        case bytes([UInt8])
        /// To be encoded as base64url while it is written.
        case base64URL(Data)
    }

    /// The text in pieces, with Google's two blanks of indentation and a last line break, or on one line.
    func pieces(pretty: Bool) -> [Piece] {
        var writer = Writer(pretty: pretty)
        writer.write(self, depth: 0)
        if pretty { writer.text.append(UInt8(ascii: "\n")) }
        return writer.pieces + [.bytes(writer.text)]
    }

    /// The text as a whole, for small values.
    package func text(pretty: Bool = false) -> String {
        let parts = pieces(pretty: pretty).map { piece in
            switch piece {
            case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
            case .base64URL(let data): String(decoding: Base64URLChunks.encode(data), as: UTF8.self)
            }
        }
        return parts.joined()
    }

    private struct Writer {
        let pretty: Bool
        var pieces: [Piece] = []
        var text: [UInt8] = []

        init(pretty: Bool) { self.pretty = pretty }

        mutating func write(_ value: JSONValue, depth: Int) {
            switch value {
            case .null: append("null")
            case .bool(let bool): append(bool ? "true" : "false")
            case .integer(let number): append(String(number))
            case .number(let number): append(String(number))
            case .string(let string): quote(string)
            case .array(let values):
                list("[", "]", values, depth) { writer, value in writer.write(value, depth: depth + 1) }
            case .object(let members):
                list("{", "}", members, depth) { writer, member in
                    writer.quote(member.name)
                    writer.append(writer.pretty ? ": " : ":")
                    writer.write(member.value, depth: depth + 1)
                }
            case .base64URL(let data):
                append("\"")
                pieces += [.bytes(text), .base64URL(data)]
                text = []
                append("\"")
            }
        }

        private mutating func list<Element>(
            _ open: String, _ close: String, _ elements: [Element], _ depth: Int,
            _ writeElement: (inout Writer, Element) -> Void
        ) {
            append(open)
            for (index, element) in elements.enumerated() {
                if index > 0 { append(",") }
                newLine(depth + 1)
                writeElement(&self, element)
            }
            if !elements.isEmpty { newLine(depth) }
            append(close)
        }

        private mutating func newLine(_ depth: Int) {
            if pretty { append("\n" + String(repeating: "  ", count: depth)) }
        }

        private mutating func append(_ string: String) { text.append(contentsOf: string.utf8) }

        private mutating func quote(_ string: String) {
            append("\"")
            for scalar in string.unicodeScalars {
                switch scalar {
                case "\"": append("\\\"")
                case "\\": append("\\\\")
                case "\n": append("\\n")
                case "\r": append("\\r")
                case "\t": append("\\t")
                case "\u{0}"..<" ", "<", ">", "&":
                    // Google writes these three as escapes too, so that an answer is harmless inside HTML.
                    let digits = String(scalar.value, radix: 16)
                    append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
                default: text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                }
            }
            append("\"")
        }
    }
}

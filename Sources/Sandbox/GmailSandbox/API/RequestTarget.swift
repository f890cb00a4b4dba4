/// Path and query of a request line, percent-decoded.
struct RequestTarget: Sendable, Equatable {
    struct Item: Sendable, Equatable {
        let name: String
        let value: String
    }

    let segments: [String]
    let query: [Item]

    init(_ text: String) {
        let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        segments = parts[0].split(separator: "/").map { Self.decode($0, plusIsBlank: false) }
        query = parts.count > 1 ? Self.form(parts[1]) : []
    }

    /// The fields of `application/x-www-form-urlencoded` text.
    static func form(_ text: Substring) -> [Item] {
        text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return Item(
                name: decode(parts[0], plusIsBlank: true),
                value: parts.count > 1 ? decode(parts[1], plusIsBlank: true) : "")
        }
    }

    /// The value of the last item with this name, as Google's servers take it.
    func value(_ name: String) -> String? {
        query.last { $0.name == name }?.value
    }

    func values(_ name: String) -> [String] {
        query.filter { $0.name == name }.map(\.value)
    }

    private static func decode(_ text: Substring, plusIsBlank: Bool) -> String {
        let bytes = Array(text.utf8)
        var decoded: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let byte = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16)
            {
                decoded.append(byte)
                index += 3
            } else {
                let isBlank = plusIsBlank && bytes[index] == UInt8(ascii: "+")
                decoded.append(isBlank ? UInt8(ascii: " ") : bytes[index])
                index += 1
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }
}

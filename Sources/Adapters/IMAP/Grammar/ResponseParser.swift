/// Reads one framed response (RFC 9051, section 9); liberal in what no decision hangs on.
struct ResponseParser {
    /// Lists within lists that are skipped; a BODYSTRUCTURE may be deep, nobody asks for one.
    private static let depthLimit = 100

    private let bytes: [UInt8]
    private var position = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    static func parse(_ bytes: [UInt8]) throws(GrammarFailure) -> Response {
        var parser = ResponseParser(bytes)
        return try parser.response()
    }

    private mutating func response() throws(GrammarFailure) -> Response {
        if take(UInt8(ascii: "+")) {
            _ = take(UInt8(ascii: " "))
            return .continuation(rest())
        }
        if take(UInt8(ascii: "*")) {
            try space()
            return .untagged(try data())
        }
        let tag = try atom()
        try space()
        let word = try atom()
        guard let kind = Response.Status.Kind(rawValue: word.uppercased()), kind != .bye, kind != .preAuth else {
            throw unexpected
        }
        return .tagged(tag: tag, try status(kind))
    }

    // MARK: Pieces, also for the extensions

    var isAtEnd: Bool { position >= bytes.count }
    var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// What stands at the place where reading stopped.
    var unexpected: GrammarFailure {
        let shown = bytes[max(0, min(position, bytes.count) - 40)...].prefix(80).map {
            (0x20...0x7e).contains($0) ? Character(UnicodeScalar($0)) : "?"
        }
        return GrammarFailure("\"\(String(shown))\"")
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }

    mutating func take(_ character: Character) -> Bool {
        guard let byte = character.asciiValue else { return false }
        return take(byte)
    }

    mutating func expect(_ character: Character) throws(GrammarFailure) {
        guard take(character) else { throw unexpected }
    }

    mutating func space() throws(GrammarFailure) {
        guard take(" ") else { throw unexpected }
        while take(" ") {}
    }

    /// What is left, as text.
    mutating func rest() -> String {
        defer { position = bytes.count }
        return String(decoding: bytes[position...], as: UTF8.self)
    }

    /// Text up to `end`, which is taken too.
    mutating func text(upTo end: Character) throws(GrammarFailure) -> String {
        guard let end = end.asciiValue, let place = bytes[position...].firstIndex(of: end) else { throw unexpected }
        defer { position = place + 1 }
        return String(decoding: bytes[position..<place], as: UTF8.self)
    }

    /// An atom, a flag or an item name: everything up to a space, a parenthesis or a bracket.
    mutating func atom() throws(GrammarFailure) -> String {
        let start = position
        while let byte = current, byte > 0x20, byte != 0x7f, !"()[]{\"".utf8.contains(byte) { position += 1 }
        guard position > start else { throw unexpected }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    mutating func number() throws(GrammarFailure) -> Int {
        let start = position
        var number = 0
        while let byte = current, (0x30...0x39).contains(byte) {
            let (tenfold, overflows) = number.multipliedReportingOverflow(by: 10)
            guard !overflows, tenfold <= Int.max - 9 else { throw unexpected }
            number = tenfold + Int(byte - 0x30)
            position += 1
        }
        guard position > start else { throw unexpected }
        return number
    }

    mutating func uid() throws(GrammarFailure) -> UID {
        guard let number = UInt32(exactly: try number()), let uid = UID(number) else { throw unexpected }
        return uid
    }

    /// A quoted string or a literal; nil for NIL.
    mutating func nstring() throws(GrammarFailure) -> [UInt8]? {
        switch current {
        case UInt8(ascii: "\""): return try quoted()
        case _ where isLiteral: return try literal()
        default:
            guard try atom().uppercased() == "NIL" else { throw unexpected }
            return nil
        }
    }

    /// An atom, a quoted string or a literal; atoms may hold brackets here.
    mutating func astring() throws(GrammarFailure) -> [UInt8] {
        switch current {
        case UInt8(ascii: "\""): return try quoted()
        case _ where isLiteral: return try literal()
        default:
            let start = position
            while let byte = current, byte > 0x20, !"(){\"".utf8.contains(byte) { position += 1 }
            guard position > start else { throw unexpected }
            return Array(bytes[start..<position])
        }
    }

    /// A literal begins here; `~` alone begins the name of a folder.
    private var isLiteral: Bool {
        let start = current == UInt8(ascii: "~") ? position + 1 : position
        return start < bytes.count && bytes[start] == UInt8(ascii: "{")
    }

    private mutating func quoted() throws(GrammarFailure) -> [UInt8] {
        try expect("\"")
        var content: [UInt8] = []
        while let byte = current {
            position += 1
            if byte == UInt8(ascii: "\"") { return content }
            if byte == UInt8(ascii: "\\"), let escaped = current {
                position += 1
                content.append(escaped)
            } else {
                content.append(byte)
            }
        }
        throw unexpected
    }

    private mutating func literal() throws(GrammarFailure) -> [UInt8] {
        _ = take("~")
        try expect("{")
        let size = try number()
        _ = take("+")
        try expect("}")
        _ = take(0x0d)
        guard take(0x0a), size <= bytes.count - position else { throw unexpected }
        defer { position += size }
        return Array(bytes[position..<(position + size)])
    }

    /// Flags in parentheses.
    mutating func flags() throws(GrammarFailure) -> [Flag] {
        try expect("(")
        var flags: [Flag] = []
        while !take(")") {
            if take(" ") { continue }
            flags.append(Flag(try atom()))
        }
        return flags
    }

    /// Passes over one value of any kind.
    mutating func skipValue(depth: Int = 0) throws(GrammarFailure) {
        guard depth < Self.depthLimit else { throw GrammarFailure("lists within lists, \(depth) deep") }
        switch current {
        case UInt8(ascii: "("):
            try expect("(")
            while !take(")") {
                if take(" ") { continue }
                try skipValue(depth: depth + 1)
            }
        case UInt8(ascii: "\""): _ = try quoted()
        case _ where isLiteral: _ = try literal()
        default: _ = try atom()
        }
    }
}

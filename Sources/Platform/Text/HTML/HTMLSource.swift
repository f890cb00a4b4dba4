/// Prepares HTML for libxml2: takes out Office's own tags, which it would read as something else (`<o:p>` as `<p>`,
/// `<![if …]>` as text), and stops at a tag with a flood of attributes, since libxml2 compares each attribute with all
/// others of its tag: 50,000 took 18 s.
struct HTMLSource {
    private(set) var html: String
    /// Whether the text was cut at such a tag.
    private(set) var isCut = false

    /// More than any mail program writes: counted are blanks and equals signs, quoted ones too.
    private static let attributeLimit = 600

    init(_ source: String) {
        var kept: [UInt8] = []
        let bytes = Array(source.utf8)
        kept.reserveCapacity(bytes.count)
        var tag: OpenTag?
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "<") {
                if let end = HTMLSource.endOfOfficeTag(bytes[position...]) {
                    position = end
                    continue
                }
                // Style sheets in comments and a lone `<` are no tags, however long they are.
                let next = position + 1 < bytes.count ? bytes[position + 1] : 0
                if tag == nil, HTMLSource.isLetter(next) { tag = OpenTag(start: kept.count) }
            }
            if tag?.ends(with: byte) == true { tag = nil }
            if let tag, tag.marks > HTMLSource.attributeLimit {
                kept.removeSubrange(tag.start...)
                isCut = true
                break
            }
            kept.append(byte)
            position += 1
        }
        html = String(decoding: kept, as: UTF8.self)
    }

    /// A tag that has begun. As libxml2 has it, neither `<` nor a `>` in a quoted value ends it.
    private struct OpenTag {
        let start: Int
        private(set) var marks = 0
        private var quote: UInt8?
        private var isAtValue = false

        init(start: Int) { self.start = start }

        /// Takes the next byte and tells whether the tag ends with it.
        mutating func ends(with byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: ">"): return quote == nil
            case UInt8(ascii: "="):
                marks += 1
                isAtValue = quote == nil
            case UInt8(ascii: " "), 0x09...0x0D: marks += 1
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                if quote == byte { quote = nil } else if quote == nil, isAtValue { quote = byte }
                isAtValue = false
            default: isAtValue = false
            }
            return false
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    /// Where `<o:p>`, `</w:anything …>`, `<![if !mso]>` or `<![endif]>` ends; nil when none starts here.
    private static func endOfOfficeTag(_ bytes: ArraySlice<UInt8>) -> Int? {
        var rest = bytes.dropFirst()
        let isConditional = rest.starts(with: "![".utf8) && !rest.starts(with: "![CDATA[".utf8)
        if rest.first == UInt8(ascii: "/") { rest = rest.dropFirst() }
        let prefix = rest.prefix(16).prefix { isLetter($0) || (0x30...0x39).contains($0) }
        let isPrefixed = !prefix.isEmpty && rest.dropFirst(prefix.count).first == UInt8(ascii: ":")
        guard isConditional || isPrefixed else { return nil }
        let end = rest.firstIndex { $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "<") } ?? bytes.endIndex
        // `<![endif]-->` ends a comment that libxml2 takes out as a whole.
        if bytes[..<end].suffix(2).elementsEqual("--".utf8) { return nil }
        return end < bytes.endIndex && bytes[end] == UInt8(ascii: ">") ? end + 1 : end
    }
}

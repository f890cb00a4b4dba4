/// What stands between two commas of an address field.
struct AddressEntry {
    /// A run without blanks.
    struct Word {
        /// As written, quote marks included.
        var raw: [UInt8] = []
        /// Without quoting.
        var text: [UInt8] = []
        /// Whether an `@` stands in it outside of quotes.
        var hasBareAt = false
        var isEmpty: Bool { raw.isEmpty }
    }

    var words: [Word] = []
    /// Content of angle brackets; nil when there were none.
    var angle: [UInt8]?
    var comments: [[UInt8]] = []
    var isFollowedByComma = false
}

/// Cuts an address field into entries in one pass; an opening mark that nothing closes is an ordinary character.
struct AddressScanner {
    private let bytes: [UInt8]
    private var position = 0
    private var word = AddressEntry.Word()
    private var entry = AddressEntry()
    /// Whether a search for a closing mark failed: it would fail for every later one too.
    private var hasOpenQuote = false
    private var hasOpenComment = false
    private var hasOpenEncodedWord = false
    /// Whether an `@` outside of quotes was seen in this entry.
    private var isAddressStarted = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next entry; nil at the end.
    mutating func next() -> AddressEntry? {
        entry = AddressEntry()
        word = AddressEntry.Word()
        isAddressStarted = false
        guard position < bytes.count else { return nil }
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case 0x2C, 0x3B:
                position += 1
                entry.isFollowedByComma = byte == 0x2C
                endWord()
                return entry
            case 0x3A where entry.angle == nil && !isAddressStarted:
                // A group's name, or `mailto:`: not part of an address.
                position += 1
                word = AddressEntry.Word()
                entry.words = []
            case 0x20, 0x09: takeBlanks()
            case 0x3C: takeAngle()
            case 0x22 where !hasOpenQuote: takeQuoted()
            case 0x28 where !hasOpenComment: takeComment()
            case 0x3D where !hasOpenEncodedWord: takeEncodedWord()
            default: take(byte)
            }
        }
        endWord()
        return entry
    }

    /// Blanks end a word, but not beside an `@`: `joe @ example.net`.
    private mutating func takeBlanks() {
        while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
        let isBehindAt = word.raw.last == 0x40 && word.raw.count > 1
        let isBeforeAt = position < bytes.count && bytes[position] == 0x40 && !word.isEmpty && !word.hasBareAt
        if !isBehindAt, !isBeforeAt { endWord() }
    }

    private mutating func take(_ byte: UInt8) {
        word.raw.append(byte)
        word.text.append(byte)
        if byte == 0x40 {
            word.hasBareAt = true
            isAddressStarted = true
        }
        position += 1
    }

    private mutating func endWord() {
        if !word.isEmpty { entry.words.append(word) }
        word = AddressEntry.Word()
    }

    private mutating func takeQuoted() {
        var end = position + 1
        var text: [UInt8] = []
        while end < bytes.count, bytes[end] != 0x22 {
            if bytes[end] == 0x5C, end + 1 < bytes.count { end += 1 }
            text.append(bytes[end])
            end += 1
        }
        guard end < bytes.count else {
            hasOpenQuote = true
            return take(bytes[position])
        }
        word.raw += bytes[position...end]
        word.text += text
        position = end + 1
    }

    private mutating func takeComment() {
        var end = position + 1
        var depth = 1
        while end < bytes.count {
            if bytes[end] == 0x5C {
                end += 1
            } else if bytes[end] == 0x28 {
                depth += 1
            } else if bytes[end] == 0x29 {
                depth -= 1
            }
            if depth == 0 { break }
            end += 1
        }
        guard end < bytes.count else {
            hasOpenComment = true
            return take(bytes[position])
        }
        endWord()
        entry.comments.append(Array(bytes[(position + 1)..<end]))
        position = end + 1
    }

    /// To the closing bracket, or to what can stand in no address.
    private mutating func takeAngle() {
        endWord()
        let start = position + 1
        var end = start
        while end < bytes.count, bytes[end] != 0x3E, bytes[end] != 0x3C {
            // A comma belongs to a route: `<@a,@b:joe@example.net>`.
            if bytes[end] == 0x2C, bytes[start] != 0x40 { break }
            end += 1
        }
        let content = Array(bytes[start..<end])
        if entry.angle == nil || entry.angle?.contains(0x40) == false { entry.angle = content }
        position = end < bytes.count && bytes[end] == 0x3E ? end + 1 : end
    }

    /// An encoded word is one piece, also where it has a comma or a bracket in it that should have been encoded.
    private mutating func takeEncodedWord() {
        switch EncodedWords.find(in: bytes, at: position) {
        case .word(let found):
            word.raw += bytes[position..<found.end]
            word.text += bytes[position..<found.end]
            position = found.end
        case .unended:
            hasOpenEncodedWord = true
            take(bytes[position])
        case .none:
            take(bytes[position])
        }
    }
}

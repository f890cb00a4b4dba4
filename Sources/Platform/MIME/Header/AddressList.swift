import Mail

/// Addresses of a From, To, Cc, Bcc or Reply-To field (RFC 5322, section 3.4), read tolerantly. Structure first, then
/// encoded words: a name never becomes an address.
enum AddressList {
    /// Parses an unfolded field value. Groups are flattened; what holds no `local@domain` is left out.
    static func parse(_ value: [UInt8]) -> [Address] {
        var scanner = AddressScanner(value)
        var addresses: [Address] = []
        // A name with an unquoted comma: `Doe, John <doe@example.net>`.
        var pending: [[UInt8]] = []
        while let entry = scanner.next() {
            let words = entry.words.map(\.text)
            if let mail = entry.angle.flatMap(mail(in:)) {
                let display = joined(pending.isEmpty ? words : [joined(pending) + [0x2C]] + words)
                addresses.append(Address(name: name(display, else: entry.comments), mail: mail))
            } else if let found = bareAddress(entry) {
                addresses.append(Address(name: name(joined(found.others), else: entry.comments), mail: found.mail))
            } else if entry.isFollowedByComma, entry.angle == nil, !words.isEmpty, pending.count < 8 {
                pending.append(joined(words))
                continue
            }
            pending = []
        }
        return addresses.isEmpty ? anyAddress(in: HeaderText.decode(value)) : addresses
    }

    /// The first word with an `@` outside of quotes; blanks around the `@` were closed up by the scanner.
    private static func bareAddress(_ entry: AddressEntry) -> (mail: String, others: [[UInt8]])? {
        for (index, word) in entry.words.enumerated() where word.hasBareAt {
            guard let mail = mail(in: word.raw) else { continue }
            var others = entry.words.map(\.text)
            others.remove(at: index)
            return (mail, others)
        }
        return nil
    }

    /// `local@domain` of what stands in angle brackets, without a route, `mailto:` or blanks; nil when it is none.
    private static func mail(in bytes: [UInt8]) -> String? {
        // Blanks stand only in a quoted local part.
        let isQuoted = bytes.contains(0x22)
        var part = bytes.filter { ($0 > 0x20 || isQuoted && $0 == 0x20) && $0 != 0x7F && $0 != 0x3E }[...]
            .trimmingBlanks()
        if part.first == 0x40, let colon = part.firstIndex(of: 0x3A) { part = part[(colon + 1)...] }
        if String(decoding: part.prefix(7), as: UTF8.self).lowercased() == "mailto:" { part = part.dropFirst(7) }
        guard let at = part.lastIndex(of: 0x40), at > part.startIndex, at + 1 < part.endIndex else { return nil }
        return CharsetDecoder.decode(part, label: nil).text
    }

    private static func name(_ display: [UInt8], else comments: [[UInt8]]) -> String? {
        let name = HeaderText.decode(display)
        if !name.isEmpty { return name }
        let comment = HeaderText.decode(joined(comments))
        return comment.isEmpty ? nil : comment
    }

    private static func joined(_ words: [[UInt8]]) -> [UInt8] {
        Array(words.filter { !$0.isEmpty }.joined(separator: [0x20]))
    }

    /// The last resort: the first thing in the text that looks like an address.
    private static func anyAddress(in text: String) -> [Address] {
        let words = text.split { $0.isWhitespace || "<>()[]\"',;:".contains($0) }
        for word in words {
            let halves = word.split(separator: "@", omittingEmptySubsequences: false)
            if halves.count == 2, halves.allSatisfy({ !$0.isEmpty }) { return [Address(name: nil, mail: String(word))] }
        }
        return []
    }
}

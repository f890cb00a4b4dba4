/// Cuts a parameterized field into its value and its written parameters.
struct ParameterScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The value before the parameters, in lower case: the first word.
    mutating func value() -> String {
        let end = bytes.firstIndex(of: 0x3B) ?? bytes.count
        let first = bytes[..<end].trimmingBlanks()
        let word = first.prefix { $0 != 0x20 && $0 != 0x09 && $0 != 0x28 }
        // `charset=utf-8` alone, or a missing semicolon: `text/plain charset=utf-8`.
        if word.contains(0x3D) {
            position = first.startIndex
            return ""
        }
        let rest = first.dropFirst(word.count)
        position = rest.contains(0x3D) && !rest.trimmingBlanks().starts(with: "(".utf8) ? rest.startIndex : end
        return String(decoding: word, as: UTF8.self).filter { $0 != "\"" }.lowercased()
    }

    /// The next parameter with a name; nil at the end.
    mutating func parameter() -> (name: String, value: [UInt8])? {
        while position < bytes.count {
            while position < bytes.count, isBlank(bytes[position]) || bytes[position] == 0x3B { position += 1 }
            let start = position
            while position < bytes.count, bytes[position] != 0x3D, bytes[position] != 0x3B { position += 1 }
            guard position < bytes.count, bytes[position] == 0x3D else { continue }
            let name = String(decoding: bytes[start..<position].trimmingBlanks(), as: UTF8.self)
            position += 1
            while position < bytes.count, isBlank(bytes[position]) { position += 1 }
            let isQuoted = position < bytes.count && bytes[position] == 0x22
            let value = isQuoted ? quoted() : unquoted()
            if !name.isEmpty { return (name, value) }
        }
        return nil
    }

    private mutating func unquoted() -> [UInt8] {
        let start = position
        while position < bytes.count, bytes[position] != 0x3B { position += 1 }
        return Array(bytes[start..<position].trimmingBlanks())
    }

    /// A quoted string; a quote mark that nothing ends is part of it, and so is a backslash before anything but a quote mark
    /// or a backslash.
    private mutating func quoted() -> [UInt8] {
        position += 1
        var value: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            let following = position + 1 < bytes.count ? bytes[position + 1] : nil
            if byte == 0x5C, following == 0x22 || following == 0x5C {
                value.append(bytes[position + 1])
                position += 2
            } else if byte == 0x22, endsString(at: position + 1) {
                position += 1
                return value
            } else {
                value.append(byte)
                position += 1
            }
        }
        return value
    }

    /// Whether a quote mark before `index` ends the string: a semicolon, another parameter, a comment or the end follows.
    private func endsString(at index: Int) -> Bool {
        var index = index
        while index < bytes.count, isBlank(bytes[index]) { index += 1 }
        guard index < bytes.count else { return true }
        if bytes[index] == 0x3B || bytes[index] == 0x28 { return true }
        let start = index
        while index < bytes.count, (0x61...0x7A).contains(bytes[index] | 0x20) || bytes[index] == 0x2A { index += 1 }
        return index > start && index < bytes.count && bytes[index] == 0x3D
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}

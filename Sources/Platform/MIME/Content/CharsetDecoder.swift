import Threading

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Bytes to characters: an invalid byte is U+FFFD and costs nothing else; no byte is ever dropped in silence.
enum CharsetDecoder {
    struct Decoded {
        var text: String
        /// The charset that was used, in lower case.
        var charset: String
        /// Whether bytes were invalid.
        var hasInvalidBytes = false
        /// A declared charset that nobody knows.
        var unknownLabel: String?
    }

    /// Decodes by the declared charset; `label` nil or without meaning: UTF-8 if valid, else windows-1252; an unknown label
    /// means as little. A byte order mark overrules the label (WHATWG Encoding, "decode").
    ///
    /// `isCut` tells that the bytes were cut: half a character at their end is left out.
    static func decode(_ bytes: some Collection<UInt8>, label: String?, isCut: Bool = false) -> Decoded {
        let bytes = Array(bytes)
        if let marked = markedCharset(bytes) {
            return convert(Array(bytes.dropFirst(marked.length)), from: marked.name, isCut: isCut)
        }
        let label = label.map(canonical) ?? ""
        if label.isEmpty || CharsetTable.undeclared.contains(label) { return guess(bytes, isCut: isCut) }
        if let name = iconvName(label) { return convert(bytes, from: name, isCut: isCut) }
        var decoded = guess(bytes, isCut: isCut)
        decoded.unknownLabel = label
        return decoded
    }

    /// The name that iconv knows a label by; nil when nobody knows it.
    static func iconvName(_ label: String) -> String? {
        let label = canonical(label)
        if CharsetTable.undeclared.contains(label) { return "UTF-8" }
        if let name = CharsetTable.names[label] { return name }
        // What the table does not have may still be a name of iconv's; `/` would give iconv options, and what glibc
        // passes over in names would give every charset names without end.
        let isPlain = !label.isEmpty && label.utf8.allSatisfy(isOfNames)
        return isPlain && Converter(from: label) != nil ? label : nil
    }

    private static func isOfNames(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x61...0x7A, 0x2D, 0x2E, 0x3A, 0x5F: true
        default: false
        }
    }

    private static func guess(_ bytes: [UInt8], isCut: Bool) -> Decoded {
        let whole = isCut ? bytes.dropLast(incompleteTail(bytes)) : bytes[...]
        if let text = String(validating: whole, as: UTF8.self) { return Decoded(text: text, charset: "utf-8") }
        return convert(bytes, from: "CP1252", isCut: isCut)
    }

    private static func convert(_ bytes: [UInt8], from name: String, isCut: Bool) -> Decoded {
        let charset = name == "CP1252" ? "windows-1252" : name.lowercased()
        if name == "UTF-8" {
            let whole = isCut ? bytes.dropLast(incompleteTail(bytes)) : bytes[...]
            if let text = String(validating: whole, as: UTF8.self) { return Decoded(text: text, charset: charset) }
        }
        var source = bytes
        var iconvName = name
        if name == "ISO-2022-JP" {
            source = ISO2022JP.eucBytes(bytes)
            iconvName = "EUC-JP-MS"
        }
        guard let converter = Converter(from: iconvName) else {
            // An iconv without this table (musl): every byte of it that is not ASCII is unknown.
            let text = String(decoding: bytes.map { $0 < 0x80 ? UInt16($0) : 0xFFFD }, as: UTF16.self)
            return Decoded(text: text, charset: charset, hasInvalidBytes: true, unknownLabel: name.lowercased())
        }
        let (output, hasInvalidBytes) = converter.convert(source, isCut: isCut)
        return Decoded(
            text: String(decoding: output, as: UTF8.self), charset: charset, hasInvalidBytes: hasInvalidBytes)
    }

    private static func canonical(_ label: String) -> String {
        let isWord: (Character) -> Bool = { !$0.isWhitespace && $0 != "\"" && $0 != "'" && $0 != ";" && $0 != "," }
        return String(label.drop { !isWord($0) }.prefix(while: isWord)).lowercased()
    }

    private static func markedCharset(_ bytes: [UInt8]) -> (name: String, length: Int)? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return ("UTF-8", 3) }
        if bytes.starts(with: [0xFF, 0xFE]) { return ("UTF-16LE", 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return ("UTF-16BE", 2) }
        return nil
    }

    /// How many bytes at the end start a UTF-8 character that is not complete.
    private static func incompleteTail(_ bytes: [UInt8]) -> Int {
        for length in 1...3 where length <= bytes.count {
            let byte = bytes[bytes.count - length]
            if byte & 0xC0 == 0x80 { continue }
            let needed = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            return length < needed ? length : 0
        }
        return 0
    }
}

/// One iconv conversion to UTF-8.
private struct Converter: ~Copyable {
    /// One conversion of each name stays open: glibc unloads the tables of a charset with its last conversion, and 400 KB
    /// of words in five charsets by turns took 20 s. Bounded by the names that iconv knows.
    private static let kept = Locked<[String: iconv_t]>([:])

    private let handle: iconv_t

    init?(from name: String) {
        guard let handle = Converter.open(name) else { return nil }
        self.handle = handle
        Converter.kept.withLock { kept in
            if kept[name] == nil { kept[name] = Converter.open(name) }
        }
    }

    private static func open(_ name: String) -> iconv_t? {
        guard let handle = iconv_open("UTF-8", name), Int(bitPattern: handle) != -1 else { return nil }
        return handle
    }

    deinit { iconv_close(handle) }

    func convert(_ bytes: [UInt8], isCut: Bool) -> (output: [UInt8], hasInvalidBytes: Bool) {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 2)
        var hasInvalidBytes = false
        var bytes = bytes
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_384) { window in
            bytes.withUnsafeMutableBytes { input in
                guard let base = input.baseAddress else { return }
                var next: UnsafeMutablePointer<CChar>? = base.assumingMemoryBound(to: CChar.self)
                var left = input.count
                while true {
                    var room: UnsafeMutablePointer<CChar>? = window.baseAddress
                    var roomLeft = window.count
                    // Without input the call writes what the converter still holds.
                    let isEnd = left == 0
                    let status =
                        isEnd
                        ? iconv(handle, nil, nil, &room, &roomLeft) : iconv(handle, &next, &left, &room, &roomLeft)
                    let error = errno
                    output.append(
                        contentsOf: UnsafeRawBufferPointer(
                            rebasing: UnsafeRawBufferPointer(window)[..<(window.count - roomLeft)]))
                    if isEnd, status != -1 || error != E2BIG { return }
                    guard status == -1, error != E2BIG, left > 0 else { continue }
                    if error == EINVAL, isCut { return }
                    hasInvalidBytes = true
                    output.append(contentsOf: [0xEF, 0xBF, 0xBD])
                    next = next?.advanced(by: 1)
                    left -= 1
                }
            }
        }
        return (output, hasInvalidBytes)
    }
}

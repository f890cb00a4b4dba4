/// ISO-2022-JP (RFC 1468) and what Japanese mail really contains: half-width kana, and NEC's characters in row 13.
///
/// glibc's converter refuses those and loses step in the middle of a character; EUC-JP-MS knows them, and its bytes are the
/// same with the high bit set.
enum ISO2022JP {
    private enum Mode { case single, kana, double, supplementary }

    /// The same characters as bytes of EUC-JP-MS.
    static func eucBytes(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var mode = Mode.single
        var position = 0
        while position < bytes.count {
            if let (newMode, length) = escape(bytes[position...]) {
                mode = newMode
                position += length
                continue
            }
            let byte = bytes[position]
            let isGraphic = (0x21...0x7E).contains(byte)
            let hasSecond = position + 1 < bytes.count && (0x21...0x7E).contains(bytes[position + 1])
            switch mode {
            case .kana where isGraphic:
                result += [0x8E, byte | 0x80]
            case .double where isGraphic && hasSecond, .supplementary where isGraphic && hasSecond:
                if mode == .supplementary { result.append(0x8F) }
                result += [byte | 0x80, bytes[position + 1] | 0x80]
                position += 1
            default:
                // A line end switches back (RFC 1468), whatever the mode was.
                if byte == 0x0A { mode = .single }
                result.append(byte)
            }
            position += 1
        }
        return result
    }

    private static func escape(_ bytes: ArraySlice<UInt8>) -> (Mode, length: Int)? {
        guard bytes.first == 0x1B else { return nil }
        let sequences: [(String, Mode)] = [
            ("(B", .single), ("(J", .single), ("(I", .kana), ("$@", .double), ("$B", .double), ("$(D", .supplementary),
        ]
        for (text, mode) in sequences where bytes.dropFirst().starts(with: text.utf8) {
            return (mode, text.utf8.count + 1)
        }
        return nil
    }
}

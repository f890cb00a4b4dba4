/// How folder names beyond ASCII travel (RFC 3501, section 5.1.3): `&` begins base64 of UTF-16, with `,` for `/`.
enum ModifiedUTF7 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".utf8)

    static func encode(_ name: String) -> String {
        var result: [UInt8] = []
        var run: [UInt16] = []
        for unit in name.utf16 {
            if (0x20...0x7e).contains(unit) {
                shift(&run, into: &result)
                result.append(UInt8(unit))
                if unit == 0x26 { result.append(UInt8(ascii: "-")) }
            } else {
                run.append(unit)
            }
        }
        shift(&run, into: &result)
        return String(decoding: result, as: UTF8.self)
    }

    /// The name as people know it; as it stands where it is not well encoded.
    static func decode(_ encoded: String) -> String {
        let bytes = Array(encoded.utf8)
        var units: [UInt16] = []
        var position = 0
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "&") else {
                guard bytes[position] < 0x80 else { return encoded }
                units.append(UInt16(bytes[position]))
                position += 1
                continue
            }
            guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "-")) else { return encoded }
            let run = bytes[(position + 1)..<end]
            if run.isEmpty {
                units.append(0x26)
            } else {
                guard let decoded = decode(run) else { return encoded }
                units += decoded
            }
            position = end + 1
        }
        return String(decoding: units, as: UTF16.self)
    }

    private static func shift(_ run: inout [UInt16], into result: inout [UInt8]) {
        guard !run.isEmpty else { return }
        result.append(UInt8(ascii: "&"))
        var bits: UInt32 = 0
        var count = 0
        for unit in run {
            bits = bits << 16 | UInt32(unit)
            count += 16
            while count >= 6 {
                count -= 6
                result.append(alphabet[Int(bits >> UInt32(count) & 63)])
            }
            bits &= (1 << UInt32(count)) - 1
        }
        if count > 0 { result.append(alphabet[Int(bits << UInt32(6 - count) & 63)]) }
        result.append(UInt8(ascii: "-"))
        run = []
    }

    private static func decode(_ run: ArraySlice<UInt8>) -> [UInt16]? {
        var units: [UInt16] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in run {
            guard let value = alphabet.firstIndex(of: byte) else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 16 {
                count -= 16
                units.append(UInt16(truncatingIfNeeded: bits >> UInt32(count)))
                bits &= (1 << UInt32(count)) - 1
            }
        }
        return count < 6 && bits == 0 ? units : nil
    }
}

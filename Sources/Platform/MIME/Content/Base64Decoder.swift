/// Base64 (RFC 2045, section 6.8) in pieces. Other characters are skipped, missing padding is got over, and what follows
/// padding is decoded too: some programs encode piece by piece. (GMime's decoder stops at the first padding.)
struct Base64Decoder {
    private var bits: UInt32 = 0
    private var count = 0

    /// Value of a digit; 64 for padding, 255 for what is skipped.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
        for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
        values[0x3D] = 64
        return values
    }()

    /// Decodes `input` to `output`, which has room for three quarters of it and 3 bytes; gives how many bytes were written.
    mutating func decode(_ input: UnsafeRawBufferPointer, to output: UnsafeMutableRawBufferPointer) -> Int {
        var written = 0
        Base64Decoder.values.withUnsafeBufferPointer { values in
            for byte in input {
                let value = values[Int(byte)]
                if value < 64 {
                    bits = bits << 6 | UInt32(value)
                    count += 1
                    if count == 4 {
                        output[written] = UInt8(truncatingIfNeeded: bits >> 16)
                        output[written + 1] = UInt8(truncatingIfNeeded: bits >> 8)
                        output[written + 2] = UInt8(truncatingIfNeeded: bits)
                        written += 3
                        count = 0
                    }
                } else if value == 64, count > 0 {
                    written += flush(to: UnsafeMutableRawBufferPointer(rebasing: output[written...]))
                }
            }
        }
        return written
    }

    /// Writes what an unfinished group holds, at most 2 bytes.
    mutating func flush(to output: UnsafeMutableRawBufferPointer) -> Int {
        let written = max(0, count - 1)
        bits <<= UInt32(6 * (4 - count))
        for index in 0..<written { output[index] = UInt8(truncatingIfNeeded: bits >> UInt32(16 - 8 * index)) }
        count = 0
        return written
    }

    /// Decodes bytes in memory.
    static func decode(_ text: ArraySlice<UInt8>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3 + 6) { buffer, count in
            var decoder = Base64Decoder()
            let output = UnsafeMutableRawBufferPointer(buffer)
            count = text.withUnsafeBytes { decoder.decode($0, to: output) }
            count += decoder.flush(to: UnsafeMutableRawBufferPointer(rebasing: output[count...]))
        }
    }
}

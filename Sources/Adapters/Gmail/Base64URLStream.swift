import Signing

/// Base64url that arrives in pieces, padded or not.
struct Base64URLStream {
    /// A byte that does not belong, or digits after padding.
    struct Invalid: Error {}

    private var bits: UInt32 = 0
    private var waiting: UInt32 = 0
    private var digits = 0
    private var padding = 0

    /// Decodes a piece. Called for pieces without anything but digits and padding.
    mutating func decode(_ piece: some Collection<UInt8>) throws(Invalid) -> [UInt8] {
        var isValid = true
        let bytes = [UInt8](unsafeUninitializedCapacity: piece.count * 3 / 4 + 3) { output, count in
            for byte in piece {
                let value = Base64URL.values[Int(byte)]
                if value == 255 || padding > 0 {
                    guard byte == UInt8(ascii: "=") else {
                        isValid = false
                        return
                    }
                    padding += 1
                    continue
                }
                digits += 1
                bits = bits << 6 | UInt32(value)
                waiting += 6
                if waiting >= 8 {
                    waiting -= 8
                    output[count] = UInt8(truncatingIfNeeded: bits >> waiting)
                    count += 1
                }
            }
        }
        guard isValid else { throw Invalid() }
        return bytes
    }

    /// Whether what has come can be the whole.
    var isComplete: Bool {
        digits % 4 != 1 && (padding == 0 || (digits + padding) % 4 == 0)
    }
}

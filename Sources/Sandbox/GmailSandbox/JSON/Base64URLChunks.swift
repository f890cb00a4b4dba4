import Foundation

/// Padded base64url of large content, chunk by chunk.
///
/// Two digits at a time from a table of 4,096 pairs: a mail of 40 MB takes a fraction of a second even unoptimised.
enum Base64URLChunks {
    /// Bytes per chunk; a multiple of three, so that only the last chunk can end in padding.
    static let chunkBytes = 3 * 32_768

    private static let pairs: [UInt16] = {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8).map(UInt16.init)
        return digits.flatMap { high in digits.map { low in (high | low << 8).littleEndian } }
    }()

    /// Where the chunks of `data` begin.
    static func offsets(_ data: Data) -> StrideTo<Int> {
        stride(from: 0, to: data.count, by: chunkBytes)
    }

    /// The digits of the chunk at `offset`.
    static func encode(_ data: Data, at offset: Int) -> [UInt8] {
        data.withUnsafeBytes { all in
            let bytes = UnsafeRawBufferPointer(rebasing: all[offset..<min(offset + chunkBytes, all.count)])
            return encode(bytes)
        }
    }

    static func encode(_ data: Data) -> [UInt8] {
        data.withUnsafeBytes { encode($0) }
    }

    private static func encode(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        let groups = bytes.count / 3
        let rest = bytes.count % 3
        let total = 4 * (groups + (rest > 0 ? 1 : 0))
        return [UInt8](unsafeUninitializedCapacity: total) { digits, count in
            let output = UnsafeMutableRawBufferPointer(digits)
            pairs.withUnsafeBufferPointer { pairs in
                for group in 0..<groups {
                    let bits = Int(bytes[3 * group]) << 16 | Int(bytes[3 * group + 1]) << 8 | Int(bytes[3 * group + 2])
                    output.storeBytes(of: pairs[bits >> 12], toByteOffset: 4 * group, as: UInt16.self)
                    output.storeBytes(of: pairs[bits & 4095], toByteOffset: 4 * group + 2, as: UInt16.self)
                }
                guard rest > 0 else { return }
                let bits = Int(bytes[3 * groups]) << 16 | (rest == 2 ? Int(bytes[3 * groups + 1]) << 8 : 0)
                output.storeBytes(of: pairs[bits >> 12], toByteOffset: 4 * groups, as: UInt16.self)
                output.storeBytes(of: pairs[bits & 4095], toByteOffset: 4 * groups + 2, as: UInt16.self)
                output[4 * groups + 3] = UInt8(ascii: "=")
                if rest == 1 { output[4 * groups + 2] = UInt8(ascii: "=") }
            }
            count = total
        }
    }
}

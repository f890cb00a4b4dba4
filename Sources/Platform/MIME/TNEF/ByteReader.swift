/// Little-endian numbers and pieces of a byte range, in order; every read is checked.
struct ByteReader {
    /// The bytes end before the value that they announce.
    struct Ended: Error {}

    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { position >= bytes.count }

    mutating func take(_ count: Int) throws(Ended) -> UnsafeRawBufferPointer {
        guard count >= 0, count <= bytes.count - position else { throw Ended() }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
    }

    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) throws(Ended) -> Number {
        let piece = try take(MemoryLayout<Number>.size)
        return Number(littleEndian: piece.loadUnaligned(as: Number.self))
    }

    /// The length of what follows, as four bytes.
    mutating func length() throws(Ended) -> Int { Int(try number(UInt32.self)) }
}

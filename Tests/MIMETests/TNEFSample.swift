import Foundation
import Mail
import Testing

/// Builds files as Outlook makes them, and opens them in a mail.
enum TNEFSample {
    static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    static func attribute(_ level: UInt8, _ tag: UInt32, _ data: [UInt8]) -> [UInt8] {
        let sum = data.reduce(UInt16(0)) { $0 &+ UInt16($1) }
        return [level] + little(tag) + little(UInt32(data.count)) + data + little(sum)
    }

    /// Properties of one value each, texts in UTF-16.
    static func properties(_ values: [(id: UInt16, text: String)]) -> [UInt8] {
        var bytes = little(UInt32(values.count))
        for (id, text) in values {
            var data: [UInt8] = []
            for unit in text.utf16 { data += little(unit) }
            data += [0, 0]
            bytes += little(UInt16(0x1F)) + little(id)
            bytes += little(UInt32(1)) + little(UInt32(data.count))
            bytes += data
            bytes += [UInt8](repeating: 0, count: (4 - data.count % 4) % 4)
        }
        return bytes
    }

    static let rendering = attribute(2, 0x0006_9002, [UInt8](repeating: 0, count: 14))
    static let start = little(UInt32(0x223E_9F78)) + little(UInt16(1))

    static func file(_ title: String, _ data: String?, _ values: [(id: UInt16, text: String)] = []) -> [UInt8] {
        var bytes = rendering
        bytes += attribute(2, 0x0001_8010, Array(title.utf8) + [0])
        if let data { bytes += attribute(2, 0x0006_800F, Array(data.utf8)) }
        if !values.isEmpty { bytes += attribute(2, 0x0006_9005, properties(values)) }
        return bytes
    }

    static func mail(_ tnef: [UInt8], isRoot: Bool = false) -> String {
        let part = """
            Content-Type: application/ms-tnef; name=winmail.dat
            Content-Transfer-Encoding: base64

            \(Data(tnef).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed]))
            """
        if isRoot { return "Subject: x\n\(part)\n" }
        return
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee.\n--b\n\(part)\n--b--\n"
    }

    static func parts(_ tnef: [UInt8], isRoot: Bool = false, limits: ParsingLimits = ParserFixture.limits) async throws
        -> [Part]
    {
        let message = try await ParserFixture().parse(Array(mail(tnef, isRoot: isRoot).utf8), limits: limits)
        let part: Part
        if isRoot {
            part = message.root
        } else {
            guard case .multipart(let children) = message.root.body else { return [] }
            part = try #require(children.last)
        }
        guard case .multipart(let inside) = part.body else { return [part] }
        return inside
    }
}

/// What is in a `winmail.dat`, the form in which Outlook sends formatted mail and its files (MS-OXTNEF).
///
/// An own reader of the two hundred lines that this needs, with every length checked: the library for it is under the
/// GPL, and has been broken by hostile files before. The ranges are those of the bytes it was made from.
struct TNEFFile {
    struct Attachment {
        var title = ""
        var data: UnsafeRawBufferPointer?
        var properties = MAPIProperties()
    }

    private(set) var attachments: [Attachment] = []
    private(set) var plainBody: String?
    private(set) var htmlBody: UnsafeRawBufferPointer?
    private var codePage = "windows-1252"

    private enum Tag {
        static let body: UInt32 = 0x0002_800C
        static let data: UInt32 = 0x0006_800F
        static let title: UInt32 = 0x0001_8010
        static let rendering: UInt32 = 0x0006_9002
        static let messageProperties: UInt32 = 0x0006_9003
        static let attachmentProperties: UInt32 = 0x0006_9005
        static let codePage: UInt32 = 0x0006_9007
    }

    private static let signature: UInt32 = 0x223E_9F78

    /// nil when the bytes are no such file, end too early, or hold something that cannot be taken out: then the file has
    /// to be kept as it is, so that nothing is lost.
    init?(_ bytes: UnsafeRawBufferPointer) {
        do throws(ByteReader.Ended) {
            var reader = ByteReader(bytes)
            guard try reader.number(UInt32.self) == Self.signature else { return nil }
            _ = try reader.number(UInt16.self)
            while !reader.isAtEnd { try readAttribute(&reader) }
        } catch { return nil }
        guard attachments.allSatisfy({ $0.content != nil }) else { return nil }
    }

    private mutating func readAttribute(_ reader: inout ByteReader) throws(ByteReader.Ended) {
        _ = try reader.number(UInt8.self)
        let tag = try reader.number(UInt32.self)
        let value = try reader.take(try reader.length())
        // The check sum: what the lengths do not show is not worth losing a file for.
        _ = try reader.number(UInt16.self)
        switch tag {
        case Tag.codePage where value.count >= 4:
            let number = UInt32(littleEndian: value.loadUnaligned(as: UInt32.self))
            codePage = (1250...1258).contains(number) ? "windows-\(number)" : "cp\(number)"
        case Tag.body: plainBody = text8(value)
        case Tag.messageProperties:
            let properties = try MAPIProperties(value)
            plainBody = plainBody ?? text(properties.values[.body])
            if case .bytes(let html) = properties.values[.htmlBody] { htmlBody = html }
        case Tag.rendering: attachments.append(Attachment())
        case Tag.title:
            let title = text8(value)
            change { $0.title = title }
        case Tag.data: change { $0.data = value }
        case Tag.attachmentProperties:
            let properties = try MAPIProperties(value)
            change { $0.properties = properties }
        default: break
        }
    }

    private mutating func change(_ change: (inout Attachment) -> Void) {
        // A file that does not begin its attachments as it should has one all the same.
        var attachment = attachments.popLast() ?? Attachment()
        change(&attachment)
        attachments.append(attachment)
    }

    /// The name of a file, long before short.
    func name(of attachment: Attachment) -> String? {
        let names = [
            text(attachment.properties.values[.longName]), attachment.title,
            text(attachment.properties.values[.shortName]),
        ]
        return names.compactMap(\.self).first { !$0.isEmpty }
    }

    func text(_ value: MAPIProperties.Value?) -> String? {
        switch value {
        case .text8(let bytes): text8(bytes)
        case .text16(let bytes): Self.upToNull(CharsetDecoder.decode(bytes, label: "utf-16le").text)
        case .bytes, .object, nil: nil
        }
    }

    private func text8(_ bytes: UnsafeRawBufferPointer) -> String {
        Self.upToNull(CharsetDecoder.decode(bytes, label: codePage).text)
    }

    private static func upToNull(_ text: String) -> String { String(text.prefix { $0 != "\0" }) }
}

extension TNEFFile.Attachment {
    /// nil for what is no file of bytes: a mail or an object inside.
    var content: UnsafeRawBufferPointer? {
        if let data { return data }
        if case .bytes(let bytes) = properties.values[.data] { return bytes }
        return nil
    }
}

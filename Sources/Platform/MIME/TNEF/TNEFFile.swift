import CYTNEF
import Glibc
import Mail

/// What is in a `winmail.dat`, the form in which Outlook sends formatted mail and its files (MS-OXTNEF), as libytnef
/// reads it.
struct TNEFFile {
    struct Attachment {
        /// Long name before title before short name.
        let name: String?
        let mediaType: String?
        let contentID: String?
        let content: UnsafeRawBufferPointer
    }

    private(set) var attachments: [Attachment] = []
    private(set) var plainBody: String?
    private(set) var htmlBody: UnsafeRawBufferPointer?

    /// Opens a file for as long as `use` runs: the contents are the library's memory.
    ///
    /// nil when the bytes are no such file, are broken, too much for the library, or hold something that cannot be taken
    /// out: then the file has to be kept as it is, so that nothing is lost. `withText` asks for the bodies.
    /// Throws what `use` throws, and `ParsingFailure` when there are more files than `parts`.
    static func withOpened<Result>(
        _ bytes: UnsafeRawBufferPointer, withText: Bool, parts: Int, _ use: (TNEFFile) throws -> Result
    ) throws -> Result? {
        guard var admitted = try TNEFGuard.admitted(bytes, withText: withText, parts: parts) else { return nil }
        var library = TNEFStruct()
        TNEFInitialize(&library)
        library.Debug = 0
        // Where a subject is already, the library copies none from the properties: it gives up on one over 100 bytes.
        // `TNEFFree` frees it.
        library.subject = variableLength(data: calloc(1, 1)?.assumingMemoryBound(to: UInt8.self), size: 1)
        defer { TNEFFree(&library) }
        let code = admitted.withUnsafeMutableBufferPointer {
            TNEFParseMemory($0.baseAddress, $0.count, &library)
        }
        guard code == 0, let file = TNEFFile(&library) else { return nil }
        return try use(file)
    }

    private init?(_ library: inout TNEFStruct) {
        let decoder = TNEFText(codePage: library.CodePage)
        var next = library.starting_attach.next
        while let attachment = next {
            guard let content = Self.content(attachment) else { return nil }
            let names = [
                decoder.text(&attachment.pointee.MAPI, .longName), decoder.text8(attachment.pointee.Title),
                decoder.text(&attachment.pointee.MAPI, .shortName),
            ]
            attachments.append(
                Attachment(
                    name: names.compactMap(\.self).first { !$0.isEmpty },
                    mediaType: decoder.text(&attachment.pointee.MAPI, .mediaType),
                    contentID: decoder.text(&attachment.pointee.MAPI, .contentID), content: content))
            next = attachment.pointee.next
        }
        plainBody = decoder.text8(library.body) ?? decoder.text(&library.MapiProperties, .body)
        htmlBody = cytnef_property(&library.MapiProperties, TNEFText.binary, TNEFText.Name.htmlBody.rawValue)
            .map { UnsafeRawBufferPointer($0.pointee) }
    }

    /// nil for what is no file of bytes: a mail or an object inside.
    private static func content(_ attachment: UnsafeMutablePointer<CYTNEF.Attachment>) -> UnsafeRawBufferPointer? {
        if attachment.pointee.FileData.data != nil { return UnsafeRawBufferPointer(attachment.pointee.FileData) }
        return cytnef_property(&attachment.pointee.MAPI, TNEFText.binary, TNEFText.Name.data.rawValue)
            .map { UnsafeRawBufferPointer($0.pointee) }
    }
}

extension UnsafeRawBufferPointer {
    init(_ value: variableLength) {
        self.init(start: value.data, count: value.data == nil ? 0 : Int(value.size))
    }
}

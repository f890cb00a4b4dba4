import CGMime
import Mail

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A header field as GMime found it, not decoded.
struct RawField {
    /// Name as written.
    let name: String
    /// Bytes after the colon, with line breaks of folding.
    let value: [UInt8]
    /// Where its name stands in the bytes that were parsed.
    let offset: Int
}

/// The header fields of a node of GMime's tree, in their order.
struct HeaderFields {
    private(set) var all: [RawField] = []

    /// No fields.
    init() {}

    init(of object: MailObject) {
        guard let list = g_mime_object_get_header_list(object) else { return }
        for index in 0..<g_mime_header_list_get_count(list) {
            guard let header = g_mime_header_list_get_header_at(list, index),
                let name = g_mime_header_get_name(header), let value = g_mime_header_get_raw_value(header)
            else { continue }
            let offset = Int(g_mime_header_get_offset(header))
            // GMime adds a Content-Type of its own to a part that has none.
            guard offset >= 0 else { continue }
            let bytes = UnsafeRawBufferPointer(start: value, count: strlen(value))
            all.append(RawField(name: String(cString: name), value: Array(bytes), offset: offset))
        }
    }

    /// How many lines they take.
    var lines: Int {
        all.reduce(0) { count, field in
            // The last line may have no end, and a NUL byte hides the end of a value.
            count + max(1, field.value.count { $0 == 0x0A })
        }
    }

    /// Value of the first field with this lower-case name: of several fields of one name the first counts.
    func first(_ name: String) -> [UInt8]? {
        // The length first: it spares a copy in lower case of nearly every name.
        all.first { $0.name.utf8.count == name.utf8.count && $0.name.lowercased() == name }?.value
    }

    func text(_ name: String) -> String? { first(name).map(HeaderText.decode) }

    /// The few fields that are read without parsing the whole mail.
    func head() -> Head {
        Head(
            messageID: first("message-id").flatMap(MessageIDList.single),
            references: first("references").map(MessageIDList.parse) ?? [],
            inReplyTo: first("in-reply-to").map(MessageIDList.parse) ?? [],
            from: (try? addresses("from")) ?? [],
            subject: text("subject"),
            date: text("date"))
    }

    func addresses(_ name: String) throws(ParsingFailure) -> [Address] {
        guard let value = first(name) else { return [] }
        return try AddressList.parse(value)
    }
}

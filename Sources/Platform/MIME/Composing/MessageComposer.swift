import CGMime
package import Mail

/// A mail of ours that cannot be written.
package struct ComposingFailure: Error, Equatable {
    /// What was being done, on what, what is wrong, what to do next.
    package let text: String

    package init(_ text: String) { self.text = text }
}

/// Writes our own mails (RFC 5322, CRLF line ends) with GMime.
package struct MessageComposer: Sendable {
    private let sender: Address
    private let installation: String

    /// `sender` is the From of all mails; `installation` becomes X-Mailworker-Id.
    package init(sender: Address, installation: String) {
        self.sender = sender
        self.installation = installation
    }

    /// The bytes of one mail: plain text in UTF-8, marked as an automatic answer (RFC 3834).
    ///
    /// `date` is the text of the Date field, `messageID` stands without brackets. Throws for an address, date or id with
    /// control characters in it, which would become header fields of their own.
    package func compose(
        _ outgoing: OutgoingMessage, date: String, messageID: MessageID
    ) throws(ComposingFailure) -> [UInt8] {
        try checkAddress(sender.mail, "sender")
        try checkAddress(outgoing.to, "recipient")
        try checkPlain(date, "date")
        try checkPlain(installation, "installation's name")
        guard MessageComposer.isID(messageID.text) else {
            throw ComposingFailure(refusal("Message-ID", messageID.text, "it is no `left@right` without blanks"))
        }
        GMimeLibrary.start()
        let message = GObjectHandle(g_mime_message_new(1))
        let header = Header(message)
        header.add(GMIME_ADDRESS_TYPE_FROM, name: sender.name, mail: sender.mail)
        header.add(GMIME_ADDRESS_TYPE_TO, name: nil, mail: outgoing.to)
        g_mime_message_set_subject(message.pointer(to: GMimeMessage.self), plain(outgoing.subject), "UTF-8")
        header.set("Date", date)
        header.set("Message-ID", "<\(messageID)>")
        // Ids of a stranger's mail: what is no id is left out.
        let answered = outgoing.inReplyTo.flatMap { MessageComposer.isID($0) ? $0 : nil }
        if let answered { header.set("In-Reply-To", "<\(answered)>") }
        let references = outgoing.references.filter(MessageComposer.isID).map { "<\($0)>" }
        if !references.isEmpty { header.set("References", references.joined(separator: " ")) }
        header.set("Auto-Submitted", "auto-replied")
        header.set("X-Mailworker-Id", installation)
        let part = MessageComposer.textPart(outgoing.text)
        g_mime_message_set_mime_part(message.pointer(to: GMimeMessage.self), part.pointer(to: GMimeObject.self))
        return MessageComposer.bytes(of: message)
    }

    private func checkAddress(_ mail: String, _ what: String) throws(ComposingFailure) {
        let halves = mail.split(separator: "@", omittingEmptySubsequences: false)
        let isOrdinary = mail.unicodeScalars.allSatisfy {
            $0.value > 0x20 && $0.value != 0x7F && !"<>,;:()[]\"\\".unicodeScalars.contains($0)
        }
        guard isOrdinary, halves.count == 2, halves.allSatisfy({ !$0.isEmpty }) else {
            throw ComposingFailure(refusal("\(what)'s address", mail, "it is no plain `local@domain`"))
        }
    }

    private func checkPlain(_ text: String, _ what: String) throws(ComposingFailure) {
        guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
            throw ComposingFailure(refusal(what, text, "it has control characters"))
        }
    }

    private func refusal(_ what: String, _ value: String, _ problem: String) -> String {
        "cannot write a mail: the \(what) \(String(reflecting: value)) cannot be used, \(problem); the mail was not made"
    }

    private func plain(_ text: String) -> String { HeaderText.clean(text) }

    private static func isID(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3C && $0 != 0x3E } && text.contains("@")
            && text.utf8.count <= 900
    }

    /// `text/plain` over the text's own bytes: GMime's `g_mime_text_part_set_text` would choose ISO-8859-1 on its own.
    private static func textPart(_ text: String) -> GObjectHandle {
        let part = GObjectHandle(g_mime_part_new_with_type("text", "plain"))
        g_mime_object_set_content_type_parameter(part.pointer(to: GMimeObject.self), "charset", "utf-8")
        var bytes = Array(text.utf8)
        if bytes.last != 0x0A { bytes.append(0x0A) }
        let isPlain = bytes.allSatisfy { $0 < 0x7F && $0 >= 0x20 || $0 == 0x0A || $0 == 0x09 }
        let isShort = bytes.split(separator: 0x0A).allSatisfy { $0.count <= 78 && !$0.starts(with: "From ".utf8) }
        let encoding = isPlain && isShort ? GMIME_CONTENT_ENCODING_7BIT : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE
        let stream = GObjectHandle(
            bytes.withUnsafeBufferPointer { buffer in
                buffer.withMemoryRebound(to: CChar.self) { g_mime_stream_mem_new_with_buffer($0.baseAddress, $0.count) }
            })
        let content = GObjectHandle(
            g_mime_data_wrapper_new_with_stream(stream.pointer(to: GMimeStream.self), GMIME_CONTENT_ENCODING_DEFAULT))
        g_mime_part_set_content(part.pointer(to: GMimePart.self), content.pointer(to: GMimeDataWrapper.self))
        g_mime_part_set_content_encoding(part.pointer(to: GMimePart.self), encoding)
        return part
    }

    private static func bytes(of message: GObjectHandle) -> [UInt8] {
        let options = g_mime_format_options_new()
        defer { g_mime_format_options_free(options) }
        g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS)
        let stream = GObjectHandle(g_mime_stream_mem_new())
        g_mime_object_write_to_stream(
            message.pointer(to: GMimeObject.self), options, stream.pointer(to: GMimeStream.self))
        guard let array = g_mime_stream_mem_get_byte_array(stream.pointer(to: GMimeStreamMem.self)) else { return [] }
        return Array(UnsafeBufferPointer(start: array.pointee.data, count: Int(array.pointee.len)))
    }
}

/// Header fields of a mail that is being written.
private struct Header {
    private let message: GObjectHandle

    init(_ message: GObjectHandle) { self.message = message }

    /// The values are plain: `compose` refused what has control characters.
    func set(_ name: String, _ value: String) {
        g_mime_object_set_header(message.pointer(to: GMimeObject.self), name, value, "UTF-8")
    }

    func add(_ type: GMimeAddressType, name: String?, mail: String) {
        g_mime_message_add_mailbox(message.pointer(to: GMimeMessage.self), type, name.map(HeaderText.clean), mail)
    }
}

import Mail

extension Head {
    /// The head as these fields say; of several fields of one name the first counts.
    init(_ header: HeaderBlock) {
        self.init(
            messageID: header.first("message-id").flatMap(MessageIDList.single),
            references: header.first("references").map(MessageIDList.parse) ?? [],
            inReplyTo: header.first("in-reply-to").map(MessageIDList.parse) ?? [],
            from: header.first("from").map(AddressList.parse) ?? [],
            subject: header.first("subject").map(HeaderText.decode),
            date: header.first("date").map(HeaderText.decode))
    }
}

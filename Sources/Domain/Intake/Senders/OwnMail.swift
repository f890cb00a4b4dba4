import Mail

/// Mail of our own: ignored whatever the options say, since handling it would be a loop.
struct OwnMail {
    let options: IntakeOptions

    /// Gives the sender's address (nil: the mail has no From) or ends the decision.
    func checked(_ mail: Message, _ trail: inout Trail) throws(Halt) -> Address? {
        let sender = mail.head.from.first { !$0.mail.isEmpty }
        let others = mail.head.from.count > 1 ? "; the first of \(mail.head.from.count) addresses counts" : ""
        trail.step(.sender, "From", (sender?.mail ?? "no address") + others)
        if let sender, options.isOwn(sender.mail) {
            throw .ignored(
                .ownAddress,
                "The mail comes from \(sender.normalized), one of our own addresses: it is ignored so that no loop begins."
            )
        }
        if let id = options.installationID,
            mail.values(of: "X-Mailworker-Id").contains(where: { $0.trimmingWhiteSpace() == id })
        {
            throw .ignored(
                .automatic, "The mail carries the X-Mailworker-Id of this installation: it is a mail of our own.")
        }
        if let id = mail.head.messageID, let reference = TrackerMessageID(id), isOurs(reference) {
            throw .ignored(
                .automatic,
                "The Message-ID \(id) is one that only the tracker's own mails have: it is a mail of our own.")
        }
        return sender
    }

    /// By host, where own addresses are known: another tracker's mails are foreign mail.
    private func isOurs(_ id: TrackerMessageID) -> Bool {
        let hosts = options.ownAddresses.compactMap { MailAddress($0)?.domain }
        return hosts.isEmpty || hosts.contains(id.host.lowercased())
    }
}

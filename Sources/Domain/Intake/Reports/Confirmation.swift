package import Mail

/// What a sender is told when their mail was accepted: the account that was made for it, and the number of the new work
/// package where that is wanted (`--confirm-created`).
package struct Confirmation: Sendable {
    let words: SenderWords
    let mail: Head
    let to: String
    let announcesAccount: Bool
    let namesWorkPackage: Bool
    /// What was asked and not done.
    let complaints: [Complaint]
    /// Right side of the ids in our own mails.
    let host: String

    /// nil when there is nothing to say. The ids that it refers to make an answer find the work package.
    package func message(for receipt: Receipt) -> OutgoingMessage? {
        let isCreated = namesWorkPackage && receipt.kind == .workPackageCreated
        let newLogin = announcesAccount ? receipt.newLogin : nil
        guard isCreated || newLogin != nil else { return nil }
        let thread = ReportThread(mail: mail, words: words)
        var lines: [String] = []
        var ids: [String] = []
        if isCreated {
            // Before it is applied nobody knows the number.
            lines.append(words.created(subject: thread.shortSubject, number: receipt.id.map { "#\($0)" } ?? "#…"))
            if let url = receipt.url { lines.append(url) }
            ids = receipt.id.map { ["op.work_package-\($0)@\(host)"] } ?? []
        }
        if let newLogin { lines.append(words.account(address: to, login: newLogin)) }
        if isCreated { lines.append(words.answerHint) }
        if !complaints.isEmpty {
            lines += ["", words.notDone, ""] + thread.list(complaints)
        }
        return OutgoingMessage(
            to: to, subject: thread.subject, text: lines.joined(separator: "\n") + "\n",
            inReplyTo: mail.messageID?.text, references: thread.references + ids)
    }
}

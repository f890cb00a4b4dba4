import Mail

/// Mail that no person wrote, in two degrees: ignored, or handled but never answered.
struct AutomaticMail {
    let options: IntakeOptions

    /// Whether a report may be sent for the mail; ends the decision for what is ignored.
    func mayBeAnswered(_ mail: Message, _ trail: inout Trail) throws(Halt) -> Bool {
        if let method = calendarMethod(of: mail.root), method == "reply" {
            throw .ignored(
                .calendarReply,
                "The mail answers a meeting invitation (text/calendar with METHOD:REPLY), which becomes no work package."
            )
        }
        if let sign = machineSign(of: mail) {
            guard options.automatic == .accept else {
                throw .ignored(
                    .automatic, "The mail is automatic (\(sign)): it is ignored. --automatic accept would take it.")
            }
            trail.step(.automatic, sign, "taken, since --automatic is accept; never answered")
            return false
        }
        if let sign = bulkSign(of: mail) {
            trail.step(.automatic, sign, "taken, but never answered")
            return false
        }
        trail.step(.automatic, "header fields", "a person's mail")
        return true
    }

    /// What shows that a machine wrote the mail; nil when nothing does.
    private func machineSign(of mail: Message) -> String? {
        for value in mail.values(of: "Auto-Submitted") {
            let word = firstWord(of: value)
            if !word.isEmpty, word != "no" { return "Auto-Submitted: \(word)" }
        }
        if mail.values(of: "X-Autoreply").contains(where: { firstWord(of: $0) == "yes" }) { return "X-Autoreply: yes" }
        // The first Return-Path is the one our own mail server wrote.
        if let path = mail.values(of: "Return-Path").first, path.filter({ !$0.isWhitespace }) == "<>" {
            return "Return-Path: <>"
        }
        let type = mail.root.mediaType
        let reports = ["delivery-status", "disposition-notification"]
        if (type.type == "multipart" && type.subtype == "report")
            || (type.type == "message" && reports.contains(type.subtype))
        {
            return "Content-Type: \(type)"
        }
        return nil
    }

    /// What shows that an answer would reach nobody or many; nil when nothing does.
    private func bulkSign(of mail: Message) -> String? {
        for value in mail.values(of: "Precedence") {
            let word = firstWord(of: value)
            if ["bulk", "list", "junk", "auto_reply"].contains(word) { return "Precedence: \(word)" }
        }
        return ["List-Id", "X-Auto-Response-Suppress"].first { !mail.values(of: $0).isEmpty }
    }

    /// A field's value in lower case, without its parameters and comments.
    private func firstWord(of value: String) -> String {
        value.prefix { $0 != ";" && $0 != "(" }.lowercased().trimmingWhiteSpace()
    }

    /// The iTIP method of the first calendar part, lower case (RFC 5546, section 1.4).
    private func calendarMethod(of part: Part) -> String? {
        if case .multipart(let parts) = part.body {
            for part in parts { if let method = calendarMethod(of: part) { return method } }
            return nil
        }
        guard part.mediaType.type == "text", part.mediaType.subtype == "calendar" else { return nil }
        if let method = part.mediaType.parameters["method"] { return method.lowercased() }
        guard case .text(let calendar, _) = part.body else { return nil }
        for line in calendar.text.split(separator: "\n", maxSplits: 200) where line.lowercased().hasPrefix("method:") {
            return line.dropFirst("method:".count).lowercased().trimmingWhiteSpace()
        }
        return nil
    }
}

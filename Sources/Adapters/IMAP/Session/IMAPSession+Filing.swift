import Mail

/// What is done with mails at the server.
enum Filing: Hashable, Sendable {
    case move(to: String)
    /// Flagged `\Deleted` and expunged, these alone.
    case delete
    case markSeen
}

extension IMAPSession {
    /// Does `filing` with these mails; those that are gone count as done.
    func file(_ uids: [UID], validity: UIDValidity, _ filing: Filing) throws(SessionFailure) {
        try step {
            let folder = try writableFolder()
            // Under another UIDVALIDITY these mails are gone, and their numbers belong to others.
            guard folder.validity == validity else { return }
            for set in UIDSet(uids).split() {
                switch filing {
                case .move(let name): try move(set, to: serverName(name), shown: name)
                case .delete: try delete(set)
                case .markSeen: try store(set, [.seen])
                }
            }
        }
    }

    private func move(_ set: UIDSet, to name: String, shown: String) throws {
        let word = capabilities.hasMove ? "UID MOVE" : "UID COPY"
        let command = command("\(word) \(set)", name)
        var status = try exchange(command)
        if status.kind == .no, try isMissing(name, status) {
            try create(name)
            status = try exchange(command)
        }
        guard status.kind == .ok || status.has(.expungeIssued) else {
            throw SessionFailure(
                status, to: "to move mails to \(shown)", host: host, otherwise: .unavailable(retryAfter: nil),
                remedy: "check the folder and the user's rights in it")
        }
        if !capabilities.hasMove { try delete(set) }
    }

    /// Whether a move failed for want of the folder; TRYCREATE says so, not every server says TRYCREATE.
    private func isMissing(_ name: String, _ status: Response.Status) throws -> Bool {
        if status.has(.tryCreate) || status.has(.nonexistent) { return true }
        return try status.code == nil && !exists(name)
    }

    private func delete(_ set: UIDSet) throws {
        try store(set, [.deleted, .seen])
        guard capabilities.hasUIDExpunge else {
            // EXPUNGE would take along what somebody else has flagged.
            meter.warn(
                "\(host) lacks UIDPLUS: handled mails are flagged \\Deleted in \(options.folder) and stay there "
                    + "until a mail program expunges them")
            return
        }
        let status = try exchange(Command("UID EXPUNGE \(set)"))
        guard status.kind == .ok else {
            throw SessionFailure(
                status, to: "to delete mails in \(options.folder)", host: host, otherwise: .credentials,
                remedy: "give the user the right to delete, or name a folder with --move-on-success")
        }
    }

    private func store(_ set: UIDSet, _ flags: [Flag]) throws {
        let list = flags.map(\.text).joined(separator: " ")
        let status = try exchange(Command("UID STORE \(set) +FLAGS.SILENT (\(list))"))
        guard status.kind == .ok || status.has(.expungeIssued) else {
            throw SessionFailure(
                status, to: "to flag mails in \(options.folder)", host: host, otherwise: .credentials,
                remedy: "give the user the right to change flags")
        }
    }
}

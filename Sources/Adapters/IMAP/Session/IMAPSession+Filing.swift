import Mail

/// What is done with mails at the server.
enum Filing: Hashable, Sendable {
    case move(to: String)
    /// Flagged `\Deleted` and expunged, these alone.
    case delete
    case markSeen
}

/// What came of a filing.
struct Filed: Sendable {
    /// Mails for which there is no room; they stay where they are.
    var left: [UID] = []
    /// Why.
    var failure: SessionFailure?
}

extension IMAPSession {
    /// Does `filing` with these mails; those that are gone count as done.
    ///
    /// May be done again after a lost answer; see `copies` for servers without MOVE.
    func file(_ uids: [UID], validity: UIDValidity, _ filing: Filing) throws(SessionFailure) -> Filed {
        try step {
            var filed = Filed()
            for set in UIDSet(uids).split() {
                // Under another UIDVALIDITY these mails are gone, and their numbers belong to others.
                guard try writableFolder().validity == validity else { break }
                switch filing {
                case .move(let name): try move(set, to: MoveTarget(name: serverName(name), shown: name), &filed)
                case .delete: try delete(set)
                case .markSeen: try store(set, [.seen])
                }
            }
            copies.forget(Set(uids).subtracting(filed.left).map { MessageIdentity(validity: validity, uid: $0) })
            return filed
        }
    }

    func delete(_ set: UIDSet) throws {
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

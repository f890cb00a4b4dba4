import Mail

/// A folder that mails are moved to.
struct MoveTarget {
    /// As the server names it.
    let name: String
    /// As a person wrote it.
    let shown: String
}

extension IMAPSession {
    /// Moves these mails, or as many as there is room for: the smallest first, since where that one does not fit none does.
    func move(_ set: UIDSet, to target: MoveTarget, _ filed: inout Filed) throws {
        let full: SessionFailure
        do {
            return try moveAll(set, to: target)
        } catch let failure as SessionFailure where failure.isOverQuota {
            full = failure
        }
        var rest = try smallestFirst(set)[...]
        // All of them were refused already.
        var count = rest.count / 2
        while count > 0, !rest.isEmpty {
            do {
                try moveAll(UIDSet(rest.prefix(count)), to: target)
                rest = rest.dropFirst(count)
                count = min(count, rest.count)
            } catch let failure as SessionFailure where failure.isOverQuota {
                count /= 2
            }
        }
        guard !rest.isEmpty else { return }
        filed.failure = full
        filed.left += rest
    }

    /// What is gone is not among them.
    private func smallestFirst(_ set: UIDSet) throws -> [UID] {
        var bytes: [UID: Int] = [:]
        let status = try exchange(Command("UID FETCH \(set) (UID RFC822.SIZE)")) { data in
            if case .fetch(let data) = data, let uid = data.uid, let size = data.size { bytes[uid] = size }
        }
        guard status.kind == .ok || status.has(.expungeIssued) else { throw noSizes(status) }
        return bytes.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map(\.key)
    }

    private func moveAll(_ set: UIDSet, to target: MoveTarget) throws {
        if capabilities.hasMove {
            let status = try transfer("UID MOVE", set, to: target)
            guard status.kind == .ok || status.has(.expungeIssued) else { throw refusedMove(status, target) }
        } else {
            try copy(set, to: target)
            try delete(set)
        }
    }

    /// Copies what is not in the target already.
    private func copy(_ set: UIDSet, to target: MoveTarget) throws {
        guard let validity = folder?.validity else { throw SessionFailure.ended(host, nil) }
        let mails = set.uids(atMost: .max).map { MessageIdentity(validity: validity, uid: $0) }
        var (there, unknown) = copies.sort(mails, target: target.name)
        if !unknown.isEmpty { there.formUnion(try look(for: unknown, in: target)) }
        let missing = mails.filter { !there.contains($0) }
        guard !missing.isEmpty else { return }
        copies.willCopy(missing)
        let status = try transfer("UID COPY", UIDSet(missing.map(\.uid)), to: target)
        guard status.kind == .ok || status.has(.expungeIssued) else {
            copies.didNotCopy(missing)
            throw refusedMove(status, target)
        }
        copies.didCopy(missing, target: target.name)
    }

    /// Sends the command, and again when the folder was missing and is made.
    private func transfer(_ word: String, _ set: UIDSet, to target: MoveTarget) throws -> Response.Status {
        let command = command("\(word) \(set)", target.name)
        let status = try exchange(command)
        guard status.kind == .no, try isMissing(target.name, status) else { return status }
        try create(target.name)
        return try exchange(command)
    }

    /// Whether a move failed for want of the folder; TRYCREATE says so, not every server says TRYCREATE.
    private func isMissing(_ name: String, _ status: Response.Status) throws -> Bool {
        if status.has(.tryCreate) || status.has(.nonexistent) { return true }
        return try status.code == nil && !exists(name)
    }

    private func refusedMove(_ status: Response.Status, _ target: MoveTarget) -> SessionFailure {
        SessionFailure(
            status, to: "to move mails to \(target.shown)", host: host, otherwise: .unavailable(retryAfter: nil),
            remedy: "check the folder and the user's rights in it")
    }

    // MARK: Copies of which nobody knows

    /// Those of `mails` that lie in the target already: one of the same Message-ID and size counts as the copy.
    ///
    /// A mail without a Message-ID is not recognised; it is copied once more, which is better than losing it.
    private func look(for mails: [MessageIdentity], in target: MoveTarget) throws -> Set<MessageIdentity> {
        guard let validity = folder?.validity else { return [] }
        let marks = try fingerprints(UIDSet(mails.map(\.uid)))
        var found: Set<MessageIdentity> = []
        guard !marks.isEmpty else { return found }
        folder = nil
        if try exchange(command("EXAMINE", target.name)).kind == .ok {
            for (mark, uids) in Dictionary(grouping: marks.keys.sorted(), by: { marks[$0] }) {
                guard let mark else { continue }
                for uid in uids.prefix(try count(mark)) { found.insert(MessageIdentity(validity: validity, uid: uid)) }
            }
        }
        try select()
        guard folder?.validity == validity else { throw SessionFailure.ended(host, nil) }
        return found
    }

    /// How many mails of the folder that is open bear this mark.
    private func count(_ mark: MessageFingerprint) throws -> Int {
        let start = command("UID SEARCH HEADER Message-ID", mark.messageID)
        var found: Set<UID> = []
        let status = try exchange(start.adding("LARGER \(max(0, mark.bytes - 1)) SMALLER \(mark.bytes + 1)")) { data in
            switch data {
            case .search(let uids): found.formUnion(uids)
            case .extendedSearch(let result): found.formUnion(result.all.uids(atMost: 1_000))
            default: break
            }
        }
        return status.kind == .ok ? found.count : 0
    }

    private func fingerprints(_ set: UIDSet) throws -> [UID: MessageFingerprint] {
        var sizes: [UID: Int] = [:]
        var headers: [UID: [UInt8]] = [:]
        let items = "(UID RFC822.SIZE BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])"
        for part in set.split() {
            let status = try exchange(Command("UID FETCH \(part) \(items)")) { data in
                guard case .fetch(let data) = data, let uid = data.uid else { return }
                if let size = data.size { sizes[uid] = size }
                if let header = data.header { headers[uid] = header }
            }
            guard status.kind == .ok || status.has(.expungeIssued) else { throw noSizes(status) }
        }
        var marks: [UID: MessageFingerprint] = [:]
        for (uid, header) in headers {
            if let bytes = sizes[uid] { marks[uid] = MessageFingerprint(header: header, bytes: bytes) }
        }
        return marks
    }

    private func noSizes(_ status: Response.Status) -> SessionFailure {
        SessionFailure(
            status, to: "to give the sizes of mails", host: host, otherwise: .unavailable(retryAfter: nil),
            remedy: "try again later")
    }
}

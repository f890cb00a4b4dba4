import Mail

/// What came of the fetch of one mail.
enum FetchedMail: Sendable {
    case content(SpooledContent, flags: [Flag]?)
    case tooLarge(bytes: Int)
    /// Gone.
    case missing
    /// The server has it and cannot give it.
    case unreadable(String)
}

extension IMAPSession {
    /// Bytes that one FETCH command asks for, beyond its first mail; two commands are on their way at once.
    private static let setBytes = 4 << 20
    /// Sizes asked for at once: what is listed next is wanted next.
    private static let sizesAhead = 200

    /// Fetches mails; each is handed on as soon as it is there, on the session's thread. All are, unless it throws.
    func fetch(
        _ uids: [UID], validity: UIDValidity, limitBytes: Int, spool: Spool,
        deliver: @Sendable (UID, FetchedMail) -> Void
    ) throws(SessionFailure) {
        try step {
            guard let folder else { throw SessionFailure.ended(host, nil) }
            guard folder.validity == validity else { return uids.forEach { deliver($0, .missing) } }
            let known = try sizes(of: uids)
            var wanted: [(uid: UID, bytes: Int)] = []
            for uid in Set(uids).sorted() {
                guard let bytes = known[uid] else {
                    deliver(uid, .missing)
                    continue
                }
                if bytes > limitBytes { deliver(uid, .tooLarge(bytes: bytes)) } else { wanted.append((uid, bytes)) }
            }
            let receiver = BodyReceiver(spool: spool, limitBytes: limitBytes, meter: meter)
            try live.bodies = receiver
            defer { connection?.bodies = nil }
            try fetch(sets(wanted), validity, receiver, deliver)
        }
    }

    /// The sets, two commands at a time.
    private func fetch(
        _ sets: [[UID]], _ validity: UIDValidity, _ receiver: BodyReceiver, _ deliver: (UID, FetchedMail) -> Void
    ) throws {
        var unread: [UID] = []
        var sent: [(tag: String, uids: [UID])] = []
        var left = sets[...]
        var collector = BodyCollector(receiver: receiver)
        while true {
            while sent.count < 2, let next = left.popFirst() { sent.append((try send(bodyCommand(next)), next)) }
            guard let current = sent.first else { break }
            let status = try end(of: current.tag) { data in
                guard case .fetch(let data) = data else { return }
                guard let (uid, mail) = try collector.take(data) else { return }
                // Before anybody hears of it, and files it.
                if !capabilities.hasMove { copies.fetched(MessageIdentity(validity: validity, uid: uid)) }
                deliver(uid, mail)
            }
            sent.removeFirst()
            for (uid, mail) in collector.finish() { deliver(uid, mail) }
            let rest = current.uids.filter { !collector.isDelivered($0) }
            if status.kind == .ok || status.has(.expungeIssued) || status.has(.nonexistent) {
                for uid in rest { deliver(uid, .missing) }
            } else if current.uids.count == 1, let uid = rest.first {
                try deliver(uid, unreadable(status))
            } else {
                unread += rest
            }
        }
        // A set stumbles over one mail: each alone, so that the others come through.
        if !unread.isEmpty { try fetch(unread.map { [$0] }, validity, receiver, deliver) }
    }

    private func unreadable(_ status: Response.Status) throws -> FetchedMail {
        let failure = SessionFailure(
            status, to: "to give a mail", host: host, otherwise: .refused, remedy: "look at it with a mail program")
        if status.has(.unavailable) || status.has(.inUse) || status.has(.limit) { throw failure }
        return .unreadable(status.text)
    }

    private func bodyCommand(_ uids: [UID]) -> Command {
        Command("UID FETCH \(UIDSet(uids)) (UID FLAGS BODY.PEEK[])")
    }

    private func sets(_ wanted: [(uid: UID, bytes: Int)]) -> [[UID]] {
        var sets: [[UID]] = []
        var bytes = 0
        for mail in wanted {
            if sets.isEmpty || bytes + mail.bytes > Self.setBytes {
                sets.append([])
                bytes = 0
            }
            sets[sets.count - 1].append(mail.uid)
            bytes += mail.bytes
        }
        return sets
    }

    /// RFC822.SIZE of these mails; what is missing is gone.
    private func sizes(of uids: [UID]) throws -> [UID: Int] {
        if uids.contains(where: { sizes[$0] == nil }) {
            var asked = uids
            if let last = uids.max() {
                let next = listed.partitioningIndex { $0 > last }
                asked += listed[next...].prefix(Self.sizesAhead)
            }
            for set in UIDSet(asked).split() {
                let status = try exchange(Command("UID FETCH \(set) (UID RFC822.SIZE)")) { data in
                    if case .fetch(let data) = data, let uid = data.uid, let size = data.size { sizes[uid] = size }
                }
                guard status.kind == .ok || status.has(.expungeIssued) else {
                    throw SessionFailure(
                        status, to: "to give the sizes of mails", host: host, otherwise: .unavailable(retryAfter: nil),
                        remedy: "try again later")
                }
            }
        }
        var known: [UID: Int] = [:]
        for uid in uids { known[uid] = sizes.removeValue(forKey: uid) }
        return known
    }
}

extension Array {
    /// Where the elements begin that satisfy `isBehind`; they must stand behind the others.
    fileprivate func partitioningIndex(_ isBehind: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

import Mail
import Transport

extension IMAPSession {
    /// What matches now, oldest first; at most `limit`.
    func search(atMost limit: Int) throws(SessionFailure) -> (folder: SelectedFolder, uids: [UID]) {
        try step {
            // A folder that was selected before is selected anew: a search alone need not show what has arrived since.
            if folderIsStale { try select() }
            let folder = try writableFolder()
            folderIsStale = true
            let uids = try matches(atMost: limit)
            listed = uids
            return (folder, uids)
        }
    }

    private func matches(atMost limit: Int) throws -> [UID] {
        var uids: [UID] = []
        let criteria = options.search
        let isASCII = criteria.utf8.allSatisfy { $0 < 0x80 }
        let charset = isASCII || usesUTF8 ? "" : "CHARSET UTF-8 "
        let returning = capabilities.hasExtendedSearch ? "RETURN (ALL) " : ""
        let status = try exchange(Command("UID SEARCH \(returning)\(charset)\(criteria)")) { data in
            switch data {
            case .search(let found): uids += found
            case .extendedSearch(let found): uids += found.all.uids(atMost: limit)
            default: break
            }
        }
        guard status.kind == .ok else {
            throw SessionFailure(
                status, to: "the search \(criteria)", host: host, otherwise: .configuration, bad: .configuration,
                remedy: "--search takes search criteria of IMAP, such as \(IMAPOptions.defaultSearch)")
        }
        uids.sort()
        return Array(
            uids.enumerated().lazy.filter { $0.offset == 0 || uids[$0.offset - 1] != $0.element }.map(\.element)
                .prefix(limit))
    }

    /// Waits for new mail for at most `duration`; true when something has arrived.
    func idle(atMost duration: Duration) throws(SessionFailure) -> Bool {
        try step {
            do {
                return try idle(until: ContinuousClock.now + duration)
            } catch TransportFailure.cancelled {
                farewell()
                throw CancellationError()
            }
        }
    }

    private func idle(until deadline: ContinuousClock.Instant) throws -> Bool {
        var hasArrived = false
        let take: (Response.Data) -> Void = { data in
            if case .exists = data { hasArrived = true }
        }
        let tag = try send(Command("IDLE"))
        if let refusal = try awaitContinuation(tag, take) {
            throw SessionFailure(
                refusal, to: "IDLE", host: host, otherwise: .unavailable(retryAfter: nil), remedy: "try again later")
        }
        while !hasArrived, ContinuousClock.now < deadline {
            do {
                if case .tagged = try next(until: deadline, take) {
                    throw GrammarFailure("the end of IDLE before DONE")
                }
            } catch TransportFailure.timedOut {
                break
            }
        }
        try live.send(Array("DONE".utf8), shown: "DONE")
        _ = try end(of: tag, take)
        return hasArrived
    }

    /// Ends IDLE and the session, without waiting for the answers: somebody wants to go.
    ///
    /// In one write: after DONE the server takes commands again (RFC 2177), and what follows the answer to DONE might
    /// meet a connection that is closed already.
    private func farewell() {
        interrupt.reset()
        try? connection?.send(Array("DONE\r\n\(nextTag()) LOGOUT".utf8), shown: "DONE, LOGOUT")
    }

    /// Asks whether something has arrived since the last command.
    func poll() throws(SessionFailure) -> Bool {
        try step {
            var hasArrived = false
            _ = try exchange(Command("NOOP")) { data in
                if case .exists = data { hasArrived = true }
            }
            return hasArrived
        }
    }
}

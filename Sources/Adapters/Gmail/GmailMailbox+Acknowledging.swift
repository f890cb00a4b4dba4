package import Mail
import Transport

extension GmailMailbox {
    /// From eleven mails on, one `batchModify` (50 units) costs less than a `modify` (5) for each.
    private static let batchFrom = 11
    /// The API's maximum.
    private static let batchLimit = 1000

    package func acknowledge(_ acknowledgements: [Acknowledgement]) async throws(SourceFailure) -> Set<MessageKey> {
        let action =
            acknowledgements.count == 1
            ? "mark the mail \(acknowledgements[0].key)" : "mark \(acknowledgements.count) mails of \(options.address)"
        do throws(GmailAPI.CallFailure) {
            var labelID: String?
            if let label, acknowledgements.contains(where: { $0.mark == .quarantined }) {
                labelID = try await label.resolve()
            }
            let changes = Dictionary(grouping: acknowledgements) { change(for: $0.mark, labelID: labelID) }
            for (change, marks) in changes where !change.isEmpty {
                try await apply(change, to: marks.map(\.key.id))
            }
        } catch {
            await label?.forget()
            throw error.source(action)
        }
        return Set(acknowledgements.map(\.key))
    }

    package func marksRead(_ mark: Acknowledgement.Mark) -> Bool {
        switch mark {
        case .accepted, .acceptedKeeping, .alreadyHandled: true
        case .failed, .quarantined: options.readOnFailure
        }
    }

    private func change(for mark: Acknowledgement.Mark, labelID: String?) -> LabelChange {
        LabelChange(
            add: mark == .quarantined ? labelID.map { [$0] } ?? [] : [], remove: marksRead(mark) ? ["UNREAD"] : [])
    }

    private func apply(_ change: LabelChange, to ids: [String]) async throws(GmailAPI.CallFailure) {
        guard ids.count >= Self.batchFrom else { return try await modify(ids, change) }
        for start in stride(from: 0, to: ids.count, by: Self.batchLimit) {
            let chunk = Array(ids[start..<min(start + Self.batchLimit, ids.count)])
            if chunk.count < Self.batchFrom {
                try await modify(chunk, change)
            } else if try await !batchModify(chunk, change) {
                try await modify(chunk, change)
            }
        }
    }

    /// False when one of the mails is gone and nothing says which.
    private func batchModify(_ ids: [String], _ change: LabelChange) async throws(GmailAPI.CallFailure) -> Bool {
        let call: GmailCall
        do throws(GmailFailure) { call = try .batchModify(ids: ids, change) } catch { throw .gmail(error) }
        return try await api.send(call) { response throws(AnswerFault) in
            if !response.isSuccess { return false }
            // Success is 204 without a body; anything else must at least be JSON, or some other server has answered.
            if !response.body.isEmpty { _ = try response.decoded([String: String].self) }
            return true
        }
    }

    /// Marks one by one, as many at once as the window allows; a mail that is gone counts as marked.
    private func modify(_ ids: [String], _ change: LabelChange) async throws(GmailAPI.CallFailure) {
        let failure = await withTaskGroup(of: GmailAPI.CallFailure?.self) { group in
            for id in ids { group.addTask { await self.modify(id, change) } }
            return await group.reduce(nil) { $0 ?? $1 }
        }
        if let failure { throw failure }
    }

    private func modify(_ id: String, _ change: LabelChange) async -> GmailAPI.CallFailure? {
        do throws(GmailFailure) {
            let call = try GmailCall.modify(id: id, change)
            do throws(GmailAPI.CallFailure) {
                try await api.send(call) { response throws(AnswerFault) in
                    if response.isSuccess { _ = try response.decoded(ModifiedMessage.self) }
                }
                return nil
            } catch {
                return error
            }
        } catch {
            return .gmail(error)
        }
    }
}

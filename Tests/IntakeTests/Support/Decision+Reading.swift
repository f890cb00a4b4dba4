import Intake
import Mail
import Testing
import Tracking

extension Decision {
    /// The new work package; fails the test when there is another verdict.
    func created(sourceLocation: SourceLocation = #_sourceLocation) throws -> NewWorkPackage {
        guard case .apply(.createWorkPackage(let new), _) = verdict else { return try unexpected(sourceLocation) }
        return new
    }

    func updated(sourceLocation: SourceLocation = #_sourceLocation) throws -> WorkPackageUpdate {
        guard case .apply(.updateWorkPackage(let update), _) = verdict else { return try unexpected(sourceLocation) }
        return update
    }

    func answered(sourceLocation: SourceLocation = #_sourceLocation) throws -> NewForumMessage {
        guard case .apply(.replyInForum(let new), _) = verdict else { return try unexpected(sourceLocation) }
        return new
    }

    func commentedOnNews(sourceLocation: SourceLocation = #_sourceLocation) throws -> NewNewsComment {
        guard case .apply(.commentOnNews(let new), _) = verdict else { return try unexpected(sourceLocation) }
        return new
    }

    func acting(sourceLocation: SourceLocation = #_sourceLocation) throws -> ActingPerson {
        guard case .apply(_, let person) = verdict else { return try unexpected(sourceLocation) }
        return person
    }

    func ignored(sourceLocation: SourceLocation = #_sourceLocation) throws -> Reason {
        guard case .ignore(let reason) = verdict else { return try unexpected(sourceLocation) }
        return reason
    }

    func rejected(sourceLocation: SourceLocation = #_sourceLocation) throws -> Reason {
        guard case .reject(let reason, _) = verdict else { return try unexpected(sourceLocation) }
        return reason
    }

    var report: OutgoingMessage? {
        guard case .reject(_, let report) = verdict else { return nil }
        return report
    }

    private func unexpected<Value>(_ sourceLocation: SourceLocation) throws -> Value {
        Issue.record("another verdict: \(steps.last?.result ?? "none")", sourceLocation: sourceLocation)
        throw OtherVerdict()
    }

    private struct OtherVerdict: Error {}
}

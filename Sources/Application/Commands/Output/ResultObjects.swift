import Foundation
import Mail
import Worker

/// The `mail` object of `--output json`: one per mail.
struct MailObject: Encodable {
    struct Result: Encodable {
        var kind: String
        var id: Int?
        var url: String?
        var changes: [String]?
        var attachments: Int
        var watchers: Int

        init(_ receipt: Receipt) {
            kind = receipt.kind.rawValue
            id = receipt.id
            url = receipt.url
            changes = receipt.kind == .workPackageUpdated ? receipt.changes : nil
            attachments = receipt.attachments
            watchers = receipt.watchers
        }
    }

    struct NoteObject: Encodable {
        var code: String
        var attribute: String?
        var line: String?

        init(_ note: Note) {
            code = note.code.rawValue
            attribute = note.attribute
            line = note.line
        }
    }

    var event = "mail"
    var mailbox: String
    var key: String
    var messageId: String?
    var from: String?
    var subject: String?
    var outcome: String
    var code: String?
    var reason: String?
    var result: Result?
    var notes: [NoteObject]?
    var seconds: Double?
    // Of `explain` and dry runs.
    var steps: [DecisionStep]?
    var change: [String]?
    var report: String?
    // Of `mails list` and `mails show`.
    var state: String?
    var attempts: Int?
    var due: String?
    var reportState: String?
    var firstSeen: String?
    var updated: String?

    init(_ event: MailEvent) {
        mailbox = event.key.mailbox.text
        key = event.key.description
        messageId = event.head.messageID?.text
        from = event.head.from.first?.mail
        subject = event.head.subject
        outcome = event.outcome.rawValue
        code = event.reason?.code.rawValue
        reason = event.reason?.text
        result = event.receipt.map(Result.init)
        notes = event.receipt.flatMap { $0.notes.isEmpty ? nil : $0.notes.map(NoteObject.init) }
        seconds = event.duration.inSeconds
        steps = event.steps.isEmpty ? nil : event.steps
        change = event.change.isEmpty ? nil : event.change
        report = event.steps.isEmpty ? nil : event.report?.text
    }

    init(_ entry: LedgerEntry) {
        mailbox = entry.key.mailbox.text
        key = entry.key.description
        messageId = entry.messageID?.text
        from = entry.from
        subject = entry.subject
        outcome = entry.outcome?.rawValue ?? entry.lifecycle.state.rawValue
        code = entry.reason?.code.rawValue
        reason = entry.reason?.text
        result = entry.receipt.map(Result.init)
        notes = entry.receipt.flatMap { $0.notes.isEmpty ? nil : $0.notes.map(NoteObject.init) }
        state = entry.lifecycle.state.rawValue
        attempts = entry.lifecycle.attempts
        due = entry.lifecycle.due.map { $0.formatted(.iso8601) }
        reportState = entry.report == .none ? nil : entry.report.rawValue
        firstSeen = entry.firstSeen.formatted(.iso8601)
        updated = entry.updated.formatted(.iso8601)
    }
}

/// The last object of a run.
struct SummaryObject: Encodable {
    var event = "summary"
    var mailbox: String?
    var found: Int
    var accepted: Int
    var ignored: Int
    var rejected: Int
    var deferred: Int
    var quarantined: Int
    var alreadyHandled: Int
    var gone: Int
    var waiting: Int
    var acknowledged: Int
    var inQuarantine: Int
    var reportsSent: Int
    var reportsFailed: Int
    var requests: Int
    var bytesReceived: Int
    var seconds: Double
    var exit: Int32
    var error: String?

    init(_ summary: RunSummary, exit: ExitClass, error: String?) {
        found = summary.found
        accepted = summary.accepted
        ignored = summary.ignored
        rejected = summary.rejected
        deferred = summary.deferred
        quarantined = summary.quarantined
        alreadyHandled = summary.alreadyHandled
        gone = summary.gone
        waiting = summary.waiting
        acknowledged = summary.acknowledged
        inQuarantine = summary.inQuarantine
        reportsSent = summary.reportsSent
        reportsFailed = summary.reportsFailed
        requests = summary.requests
        bytesReceived = summary.bytesReceived
        seconds = summary.duration.inSeconds
        self.exit = exit.rawValue
        self.error = error
    }
}

/// One line of `validate`.
struct StepObject: Encodable {
    var event = "step"
    var step: String
    var result: String
    var seen: String
    var remedy: String

    init(_ step: SetupStep) {
        self.step = step.step
        result = step.result.rawValue
        seen = step.seen
        remedy = step.remedy
    }
}

extension Duration {
    /// Seconds, rounded to a millisecond.
    var inSeconds: Double {
        let milliseconds = components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
        return Double(milliseconds) / 1000
    }
}

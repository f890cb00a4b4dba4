package import Mail

/// Counts over one run.
package struct RunSummary: Sendable, Equatable {
    /// Mails that the run took up.
    package var found = 0
    package var accepted = 0
    package var ignored = 0
    package var rejected = 0
    package var deferred = 0
    package var quarantined = 0
    package var alreadyHandled = 0
    /// Vanished, or no longer unread when fetched.
    package var gone = 0
    /// Not yet due.
    package var waiting = 0
    package var acknowledged = 0
    package var reportsSent = 0
    package var reportsFailed = 0
    package var inQuarantine = 0
    package var requests = 0
    package var bytesReceived = 0
    package var duration = Duration.zero

    package init() {}

    mutating func count(_ outcome: OutcomeName) {
        switch outcome {
        case .accepted: accepted += 1
        case .ignored: ignored += 1
        case .rejected: rejected += 1
        case .deferred: deferred += 1
        case .quarantined: quarantined += 1
        case .alreadyHandled: alreadyHandled += 1
        case .gone: gone += 1
        }
    }
}

/// Why a run did not do all it should.
package enum RunFailure: Error, Sendable, Equatable {
    case source(SourceFailure)
    case target(TargetFailure)
    case ledger(LedgerFailure)
    /// Outcomes stand, marks at the source are still to be made.
    case acknowledgement(SourceFailure)
    /// Asked to stop before everything was taken up.
    case stopped

    package var text: String {
        switch self {
        case .source(let failure): failure.text
        case .target(let failure): failure.text
        case .ledger(let failure): failure.text
        case .acknowledgement(let failure):
            "The outcomes are recorded; the source could not be told and will be by the next run: \(failure.text)"
        case .stopped: "Asked to stop before all mails were taken up; the next run goes on."
        }
    }
}

/// A run that has ended, whichever way.
package struct RunResult: Sendable, Equatable {
    package var summary: RunSummary
    package var failure: RunFailure?

    package init(summary: RunSummary, failure: RunFailure?) {
        self.summary = summary
        self.failure = failure
    }
}

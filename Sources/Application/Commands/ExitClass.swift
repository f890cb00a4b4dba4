import ArgumentParser
import GoogleAuthorization
import Mail
import SQLiteLedger
import Transport
import Worker

/// Exit codes of the program, from `sysexits.h`.
package enum ExitClass: Int32, Sendable {
    case done = 0
    /// Wrong usage.
    case usage = 64
    /// `receive stdin` and `explain`: this mail was, or would be, rejected.
    case rejected = 65
    /// The mail server or target refused for good.
    case refused = 69
    /// Temporary failure: try again later.
    case temporary = 75
    /// Credentials or permission refused.
    case credentials = 77
    /// Configuration wrong.
    case configuration = 78

    init(_ kind: SourceFailure.Kind) {
        switch kind {
        case .unavailable, .cancelled: self = .temporary
        case .refused: self = .refused
        case .credentials: self = .credentials
        case .configuration: self = .configuration
        }
    }

    init(_ kind: TargetFailure.Kind) {
        switch kind {
        case .unavailable: self = .temporary
        case .refused: self = .refused
        case .credentials: self = .credentials
        case .configuration: self = .configuration
        }
    }

    init(_ failure: RunFailure) {
        switch failure {
        case .source(let failure): self.init(failure.kind)
        case .target(let failure): self.init(failure.kind)
        case .ledger(let failure): self = failure.isTemporary ? .temporary : .configuration
        case .acknowledgement(let failure):
            // The outcomes stand; only what a person must mend is told apart from "try again later".
            let exit = ExitClass(failure.kind)
            self = exit == .credentials ? .credentials : .temporary
        case .stopped: self = .temporary
        }
    }

    /// A run's exit: its failure, else 75 when a mail was deferred.
    init(_ result: RunResult) {
        if let failure = result.failure {
            self.init(failure)
        } else {
            self = result.summary.deferred > 0 ? .temporary : .done
        }
    }
}

/// A command that cannot do what it was asked.
package struct CommandFailure: Error, Equatable {
    package let exit: ExitClass
    /// What was being done, on what, what is wrong, what to do next.
    package let text: String

    package init(_ exit: ExitClass, _ text: String) {
        self.exit = exit
        self.text = text
    }

    /// Any error of the parts below, as a command's failure.
    init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let failure as SourceFailure: self.init(ExitClass(failure.kind), failure.text)
        case let failure as TargetFailure: self.init(ExitClass(failure.kind), failure.text)
        case let failure as LedgerFailure:
            self.init(failure.isTemporary ? .temporary : .configuration, failure.text)
        case let failure as SpoolFailure: self.init(.temporary, failure.description)
        case let held as MailboxLock.Held:
            let holder = held.processID.map { "process \($0)" } ?? "another process"
            self.init(
                .temporary,
                "Locking the mailbox \(held.mailbox): \(holder) serves it already. One process at a time does: wait for "
                    + "its end, or stop it.")
        case let failure as TransportFailure: self.init(Self.exit(failure.failureClass), failure.description)
        case let failure as CredentialsFailure: self.init(.configuration, failure.description)
        case is CancellationError: self.init(.temporary, "Asked to stop.")
        default: self.init(.temporary, "\(error)")
        }
    }

    private static func exit(_ failure: TransportFailure.Class) -> ExitClass {
        switch failure {
        case .temporary, .cancelled: .temporary
        case .refused: .refused
        case .configuration: .configuration
        }
    }
}

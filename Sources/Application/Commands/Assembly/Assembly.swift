import EmbeddedTracker
import Foundation
import Gmail
import GoogleAuthorization
import Handlers
import Intake
import Logging
import MIME
import Mail
import Observability
import SQLiteLedger
import Signing
import Text
import Tracking
import Transport
import Worker

/// The composition root: the only place that makes adapters.
struct Assembly: Sendable {
    let clockwork = Clockwork.system
    let logger: Logger

    /// A spool in `folder`.
    func spool(_ folder: String) -> Spool { Spool(folder: folder) { SHA256Content() } }

    func parser(_ spool: Spool) -> GMimeParser { GMimeParser(spool: spool) }

    /// The target that the options name, ready to be checked.
    func handler(_ options: HandlerOptions, _ context: HandlerContext) async throws -> any MessageHandler {
        let spool = context.spool
        switch try Target(options.target.deliverTo) {
        case .maildir(let path):
            return MaildirHandler(path: path) { spool.hash(of: $0) }
        case .command:
            return CommandHandler(
                arguments: try options.target.checkedCommand(), exits: options.target.exits,
                timeout: options.target.handlerTimeout.duration, spoolFolder: spool.folder)
        case .tracker(let path):
            let tracker = try SQLiteTracker(
                path: path ?? context.trackerPath, mode: context.isReadOnly ? .readOnly : .existing)
            let rules = try await options.rules.intakeOptions(tracker: tracker, context)
            return IntakeHandler(
                parser: parser(spool), limits: options.limits.parsingLimits, options: rules,
                tools: try options.rules.tools(), tracker: tracker)
        }
    }
}

/// Beside the options, what a target is made from.
struct HandlerContext: Sendable {
    /// Where the embedded tracker lies unless `--deliver-to tracker:PATH` says otherwise.
    var trackerPath: String
    var spool: Spool
    /// The mailbox's own address: mails from it are our own.
    var mailboxAddress: String?
    var installationID: String?
    /// Previews only: nothing is written.
    var isReadOnly: Bool
}

/// SHA-256 as the domain wants it.
private struct SHA256Content: ContentDigest {
    private let stream = SHA256Stream()

    mutating func update(_ bytes: UnsafeRawBufferPointer) { stream.update(bytes) }
    mutating func finish() -> ContentHash { ContentHash(bytes: stream.finish()) }
}

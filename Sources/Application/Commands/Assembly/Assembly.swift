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
    func target(_ options: HandlerOptions, _ context: HandlerContext) async throws -> TargetParts {
        let spool = context.spool
        switch try Target(options.target.deliverTo) {
        case .maildir(let path):
            return TargetParts(handler: MaildirHandler(path: path) { spool.hash(of: $0) }, mailFrom: nil)
        case .command:
            let handler = CommandHandler(
                arguments: try options.target.checkedCommand(), exits: options.target.exits,
                timeout: options.target.handlerTimeout.duration, spoolFolder: spool.folder)
            return TargetParts(handler: handler, mailFrom: nil)
        case .tracker(let path):
            let tracker = try SQLiteTracker(
                path: path ?? context.trackerPath, mode: context.isReadOnly ? .readOnly : .existing)
            let settings = try await tracker.settings()
            var rules = options.rules.intakeOptions(settings, context)
            rules.reportsErrors = rules.reportsErrors && options.report.reportThrough != ReportOptions.Way.none
            let handler = IntakeHandler(
                parser: parser(spool), limits: options.limits.parsingLimits, options: rules,
                tools: try options.rules.tools(), tracker: tracker)
            return TargetParts(handler: handler, mailFrom: settings.mailFrom)
        }
    }
}

/// A target, and what it knows of our own address.
struct TargetParts: Sendable {
    var handler: any MessageHandler
    /// The tracker's own address; nil where the target has none.
    var mailFrom: String?
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

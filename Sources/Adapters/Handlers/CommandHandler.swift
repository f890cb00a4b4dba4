import Foundation
package import Mail
import Subprocess
import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Hands every mail to a command: one process per mail, the raw mail as a seekable file on its standard input, judged by
/// its exit status alone.
///
/// Beside the mail it gets `MAILWORKER_IDEMPOTENCY_KEY`, `_MAILBOX`, `_KEY`, `_MESSAGE_ID`, `_SENDER` and `_ATTEMPT` in its
/// environment; our secrets are taken out of that. On time-out, and when it is cancelled, its process group
/// gets SIGTERM, a second later SIGKILL: our own process ends two seconds after it cancels, and no child outlives it.
package struct CommandHandler: MessageHandler {
    private enum Ended: Sendable {
        case status(Int)
        case signal(Int)
        case timeout
    }

    /// Variables that carry our secrets, or tests' switches.
    private static let withheld = [
        "IMAP_PASSWORD", "SMTP_PASSWORD", "OPENPROJECT_API_KEY", "REDMINE_API_KEY", "MAIL_HANDLER_API_KEY",
        "WEBHOOK_SECRET", "CREDENTIALS_DIRECTORY", "GMAIL_CREDENTIALS", "MAILWORKER_CREDENTIALS", "MAILWORKER_KILL_AT",
    ]

    private let arguments: [String]
    private let exits: CommandExit
    private let timeout: Duration
    private let spoolFolder: String
    /// Our own environment without what is withheld.
    private let surroundings: [Environment.Key: String]
    private let slots: Slots

    /// `arguments` begins with the executable: a path, or a name that is looked for in `PATH`.
    package init(
        arguments: [String], exits: CommandExit, timeout: Duration, spoolFolder: String,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.arguments = arguments
        self.exits = exits
        self.timeout = timeout
        self.spoolFolder = spoolFolder
        surroundings = Dictionary(
            uniqueKeysWithValues: environment.filter { !Self.withheld.contains($0.key) }
                .map { (Environment.Key(stringLiteral: $0.key), $0.value) })
        slots = Slots(max(2, ProcessInfo.processInfo.activeProcessorCount))
    }

    /// A command that is not there is told mail by mail: it may be there again at the next attempt.
    package func check() async throws(TargetFailure) -> [String] { [] }

    package func setupSteps() async -> [SetupStep] {
        do {
            let path = try await executable.resolveExecutablePath(in: .custom(surroundings))
            guard access(path.string, X_OK) == 0 else { throw Errno(rawValue: errno) }
            return [SetupStep("target", .pass, seen: "the command is \(path)")]
        } catch {
            return [
                SetupStep(
                    "target", .fail, seen: "the command \(arguments[0]) cannot be found or run",
                    remedy: "Give its full path, and the right to execute it.", failure: .configuration)
            ]
        }
    }

    package func preview(_ mail: RawMail, _ delivery: Delivery) async throws(TargetFailure) -> Preview {
        let receipt = Receipt(
            kind: .delivered, code: .delivered, text: "would be handed to the command \(arguments[0])")
        return Preview(
            outcome: .accepted(receipt),
            steps: [
                DecisionStep("command", arguments.joined(separator: " "), "would get the mail; its exit status decides")
            ])
    }

    package func deliver(_ mail: RawMail, _ delivery: Delivery) async throws(TargetFailure) -> HandlingOutcome {
        await slots.take()
        do {
            let outcome = try await run(mail, delivery)
            await slots.give()
            return outcome
        } catch {
            await slots.give()
            if error is CancellationError || Task.isCancelled {
                throw TargetFailure(
                    .unavailable(retryAfter: nil), "The command \(arguments[0]) was ended: asked to stop.")
            }
            if let error = error as? SpoolFailure {
                throw TargetFailure(.unavailable(retryAfter: nil), error.description)
            }
            return .deferred(
                Reason(.handlerExit, "the command \(arguments[0]) could not be run: \(error)"), retryAfter: nil)
        }
    }

    private var executable: Executable {
        arguments[0].contains("/") ? .path(FilePath(arguments[0])) : .name(arguments[0])
    }

    private func run(_ mail: RawMail, _ delivery: Delivery) async throws -> HandlingOutcome {
        try Task.checkCancellation()
        let input = try await blocking { try Self.file(of: mail, in: spoolFolder) }
        let errors = try SpoolFile(in: spoolFolder)
        let ended = try await withThrowingTaskGroup(of: Ended.self) { group in
            group.addTask { try await start(delivery, input: input, errors: errors) }
            group.addTask {
                try await Task.sleep(for: timeout)
                return .timeout
            }
            guard let first = try await group.next() else { throw CancellationError() }
            group.cancelAll()
            // The killed child ends in its own time; its status no longer counts.
            while let _ = try? await group.next() {}
            return first
        }
        try Task.checkCancellation()
        let lastLine = Self.lastLine(of: errors)
        switch ended {
        case .status(let status):
            return exits.outcome(of: status, command: arguments[0], lastLine: lastLine)
        case .signal(let signal):
            return .deferred(
                Reason(.handlerExit, "the command \(arguments[0]) was ended by signal \(signal)"), retryAfter: nil)
        case .timeout:
            let seconds = timeout.components.seconds
            return .deferred(
                Reason(
                    .handlerTimeout,
                    "the command \(arguments[0]) did not end within \(seconds) s (--handler-timeout) and was stopped"),
                retryAfter: nil)
        }
    }

    private func start(_ delivery: Delivery, input: SpoolFile, errors: SpoolFile) async throws -> Ended {
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .seconds(1))]
        let result = try await Subprocess.run(
            executable, arguments: Arguments(Array(arguments.dropFirst())), environment: environment(delivery),
            platformOptions: options,
            input: .fileDescriptor(FileDescriptor(rawValue: input.descriptor), closeAfterSpawningProcess: false),
            output: .discarded,
            error: .fileDescriptor(FileDescriptor(rawValue: errors.descriptor), closeAfterSpawningProcess: false))
        return switch result.terminationStatus {
        case .exited(let status): .status(Int(status))
        case .signaled(let signal): .signal(Int(signal))
        }
    }

    private func environment(_ delivery: Delivery) -> Environment {
        var variables = surroundings
        variables["MAILWORKER_IDEMPOTENCY_KEY"] = delivery.idempotencyKey.text
        variables["MAILWORKER_MAILBOX"] = delivery.key.mailbox.text
        variables["MAILWORKER_KEY"] = delivery.key.description
        variables["MAILWORKER_MESSAGE_ID"] = Self.harmless(delivery.head.messageID?.text)
        variables["MAILWORKER_SENDER"] = Self.harmless(delivery.head.from.first?.mail)
        variables["MAILWORKER_ATTEMPT"] = "\(delivery.attempt)"
        return .custom(variables)
    }

    /// A stranger's text for the environment: a NUL would end it early, and the system refuses long ones.
    private static func harmless(_ text: String?) -> String {
        String((text ?? "").replacing("\u{0}", with: "").prefix(2_000))
    }

    /// The mail in a file of its own, whose offset nobody else moves.
    private static func file(of mail: RawMail, in folder: String) throws -> SpoolFile {
        let file = try SpoolFile(in: folder)
        var offset = 0
        try mail.content.forEachWindow { window in
            try file.write(window, at: offset)
            offset += window.count
        }
        return file
    }

    /// What the command said last, shortened: the first place to look at when it failed.
    private static func lastLine(of file: SpoolFile) -> String? {
        let size = lseek(file.descriptor, 0, SEEK_END)
        var window = [UInt8](repeating: 0, count: 2_048)
        let count = window.withUnsafeMutableBytes { try? file.read(into: $0, at: max(0, Int(size) - $0.count)) } ?? 0
        let text = String(decoding: window[..<count], as: UTF8.self)
        let line = text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }
        return line.map { String($0.prefix(500)) }
    }
}

/// How many commands run at once: each is a process, and most are bound by the processor.
private actor Slots {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) { free = count }

    func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func give() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}

import Foundation
import Handlers
import Mail
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct CommandHandlerTests {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    private func delivery(_ head: Head = Head(), attempt: Int = 1) -> Delivery {
        let key = MessageKey(mailbox: MailboxName("gmail:support@example.org"), id: "18c")
        return Delivery(
            key: key, idempotencyKey: IdempotencyKey(key, generation: 2), head: head, attempt: attempt)
    }

    /// Runs a shell script with one mail; `$1` is the path of the scratch folder.
    private func run(
        _ script: String, _ bytes: [UInt8] = mailBytes(), head: Head = Head(), exits: [Int: CommandExit.Meaning] = [:],
        timeout: Duration = .seconds(50)
    ) async throws -> HandlingOutcome {
        let handler = CommandHandler(
            arguments: ["sh", "-c", script, "sh", scratch.url.path], exits: CommandExit(changes: exits),
            timeout: timeout, spoolFolder: scratch.url.path,
            environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"])
        return try await handler.deliver(RawMail(bytes: bytes), delivery(head))
    }

    private static let accepted = HandlingOutcome.accepted(
        Receipt(kind: .delivered, code: .delivered, text: "the command sh took the mail"))

    private static func ended(_ status: Int) -> Reason {
        Reason(.handlerExit, "the command sh ended with status \(status)")
    }

    @Test(arguments: [0, 1, 2, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 126, 127, 128, 255])
    func `given a command, when it ends with a status, then 7.2.11 says what it means`(_ status: Int) async throws {
        let outcome = try await run("exit \(status)")
        switch status {
        case 0: #expect(outcome == Self.accepted)
        case 65, 67, 68, 76, 77: #expect(outcome == .rejected(Self.ended(status), report: nil))
        default: #expect(outcome == .deferred(Self.ended(status), retryAfter: nil))
        }
    }

    @Test func `given --command-exit, when the command ends so, then it goes before the table (7.2.11)`() async throws {
        let exits: [Int: CommandExit.Meaning] = [0: .deferred, 65: .accepted, 1: .rejected]
        #expect(try await run("exit 0", exits: exits) == .deferred(Self.ended(0), retryAfter: nil))
        #expect(try await run("exit 65", exits: exits) == Self.accepted)
        #expect(try await run("exit 1", exits: exits) == .rejected(Self.ended(1), report: nil))
        #expect(try await run("exit 67", exits: exits) == .rejected(Self.ended(67), report: nil))
    }

    @Test func `given a command that complains, when it fails, then its last line is in the reason`() async throws {
        let outcome = try await run("echo first >&2; echo 'no such queue' >&2; echo >&2; exit 75")
        let text = "the command sh ended with status 75: no such queue"
        #expect(outcome == .deferred(Reason(.handlerExit, text), retryAfter: nil))
    }

    @Test func `given a command that is killed, when it ends, then the mail is deferred (7.2.11)`() async throws {
        let outcome = try await run("kill -9 $$")
        #expect(
            outcome == .deferred(Reason(.handlerExit, "the command sh was ended by signal 9"), retryAfter: nil))
    }

    @Test func `given a command that is not there, when a mail comes, then it is deferred (7.2.11)`() async throws {
        for name in ["mailworker-no-such-command", "/nowhere/command"] {
            let handler = CommandHandler(
                arguments: [name], exits: CommandExit(changes: [:]), timeout: .seconds(50),
                spoolFolder: scratch.url.path)
            let outcome = try await handler.deliver(RawMail(bytes: mailBytes()), delivery())
            guard case .deferred(let reason, nil) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(reason.code == .handlerExit)
            #expect(reason.text.hasPrefix("the command \(name) could not be run: "))
            let steps = await handler.setupSteps()
            #expect(steps.map(\.result) == [.fail])
            #expect(steps.first?.seen == "the command \(name) cannot be found or run")
        }
    }

    @Test func `given a mail, when the command reads it, then it is a seekable file of the same bytes`() async throws {
        let bytes: [UInt8] = [0, 13, 10, 255] + mailBytes()
        #expect(try await run("cat > $1/a; exec 3<&0; cat <&3 > $1/b; test -f /proc/self/fd/0", bytes) == Self.accepted)
        #expect(try scratch.read("a") == bytes)
        #expect(try scratch.read("b") == [])
    }

    @Test func `given one mail, when it is handed over twice, then both times from its beginning`() async throws {
        let handler = CommandHandler(
            arguments: ["sh", "-c", "cat >> \(scratch.url.path)/all"], exits: CommandExit(changes: [:]),
            timeout: .seconds(50), spoolFolder: scratch.url.path)
        let large = (0..<400_000).map { UInt8(truncatingIfNeeded: $0) }
        let mail = try RawMail(bytes: large)
        _ = try await handler.deliver(mail, delivery())
        _ = try await handler.deliver(mail, delivery())
        #expect(try scratch.read("all") == large + large)
    }

    @Test func `given a mail of 40 MB, when the command reads it, then every byte arrives`() async throws {
        let bytes = [UInt8](repeating: 65, count: 40_000_000)
        #expect(try await run("test $(wc -c) = 40000000", bytes) == Self.accepted)
    }

    @Test func `given a mail of 40 MB, when the command does not read it, then its status still counts`() async throws {
        let bytes = [UInt8](repeating: 65, count: 40_000_000)
        #expect(try await run("exit 65", bytes) == .rejected(Self.ended(65), report: nil))
    }

    @Test func `given a mail, when the command looks around, then it finds what 7.6.6 names`() async throws {
        let head = Head(
            messageID: MessageID("1@x\u{0}y"), from: [Address(name: "Ann", mail: "ann@example.net")])
        #expect(try await run("env | grep ^MAILWORKER_ | LC_ALL=C sort > $1/env", head: head) == Self.accepted)
        let lines = String(decoding: try scratch.read("env"), as: UTF8.self)
        #expect(
            lines == """
                MAILWORKER_ATTEMPT=1
                MAILWORKER_IDEMPOTENCY_KEY=gmail:support@example.org/18c#2
                MAILWORKER_KEY=gmail:support@example.org/18c
                MAILWORKER_MAILBOX=gmail:support@example.org
                MAILWORKER_MESSAGE_ID=1@xy
                MAILWORKER_SENDER=ann@example.net

                """)
    }

    @Test func `given a Message-ID of a megabyte, when the mail is handed over, then the command runs`() async throws {
        let head = Head(messageID: MessageID(String(repeating: "a", count: 1_000_000)))
        #expect(try await run("test ${#MAILWORKER_MESSAGE_ID} = 2000", head: head) == Self.accepted)
    }

    @Test func `given secrets in our environment, when the command looks around, then it finds none (7.6.6)`()
        async throws
    {
        let withheld = [
            "IMAP_PASSWORD", "SMTP_PASSWORD", "OPENPROJECT_API_KEY", "REDMINE_API_KEY", "MAIL_HANDLER_API_KEY",
            "WEBHOOK_SECRET", "CREDENTIALS_DIRECTORY", "GMAIL_CREDENTIALS", "MAILWORKER_CREDENTIALS",
            "MAILWORKER_KILL_AT",
        ]
        var environment = ProcessInfo.processInfo.environment
        for name in withheld { environment[name] = "secret-of-the-test" }
        environment["SEEN"] = "yes"
        let handler = CommandHandler(
            arguments: ["sh", "-c", "env > \(scratch.url.path)/env"], exits: CommandExit(changes: [:]),
            timeout: .seconds(50), spoolFolder: scratch.url.path, environment: environment)
        #expect(try await handler.deliver(RawMail(bytes: mailBytes()), delivery()) == Self.accepted)
        let lines = String(decoding: try scratch.read("env"), as: UTF8.self)
        #expect(!lines.contains("secret-of-the-test"))
        #expect(lines.contains("SEEN=yes\n"))
    }

    @Test func `given a command that hangs, when its time is over, then its whole process group is killed`()
        async throws
    {
        // The child ignores SIGTERM and has a child of its own; both hold the pipe open as long as they live.
        let pipe = scratch.file("alive").path
        #expect(mkfifo(pipe, 0o600) == 0)
        let reader = open(pipe, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        let outcome = try await run(
            "exec 9> $1/alive; trap '' TERM; (trap '' TERM; while :; do sleep 1; done) & while :; do sleep 1; done",
            timeout: .milliseconds(300))
        let text = "the command sh did not end within 0 s (--handler-timeout) and was stopped"
        #expect(outcome == .deferred(Reason(.handlerTimeout, text), retryAfter: nil))
        // Hung up: nobody is left who holds it open.
        #expect(await descriptorEvents(reader, 0) == Int32(POLLHUP))
    }

    @Test func `given a run that is cancelled, when a command is running, then it is ended by force (7.1.5)`()
        async throws
    {
        let path = scratch.file("started").path
        #expect(mkfifo(path, 0o600) == 0)
        let reader = open(path, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        let handler = CommandHandler(
            arguments: ["sh", "-c", "trap '' TERM; echo > \(path); while :; do sleep 1; done"],
            exits: CommandExit(changes: [:]), timeout: .seconds(50), spoolFolder: scratch.url.path)
        let mail = try RawMail(bytes: mailBytes())
        let task = Task { try await handler.deliver(mail, delivery()) }
        #expect(await descriptorEvents(reader, Int32(POLLIN)) & Int32(POLLIN) != 0)
        task.cancel()
        await #expect(
            throws: TargetFailure(.unavailable(retryAfter: nil), "The command sh was ended: asked to stop.")
        ) { try await task.value }
    }

    @Test func `given a command, when a mail is previewed, then it is not run`() async throws {
        let handler = CommandHandler(
            arguments: ["sh", "-c", "touch \(scratch.url.path)/ran"], exits: CommandExit(changes: [:]),
            timeout: .seconds(5), spoolFolder: scratch.url.path)
        let preview = try await handler.preview(RawMail(bytes: mailBytes()), delivery())
        #expect(
            preview.outcome
                == .accepted(
                    Receipt(kind: .delivered, code: .delivered, text: "would be handed to the command sh")))
        #expect(!FileManager.default.fileExists(atPath: scratch.file("ran").path))
        #expect(await handler.setupSteps().map(\.result) == [.pass])
    }
}

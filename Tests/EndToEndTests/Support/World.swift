import Foundation
import GmailSandbox
import Signing
import TestSupport
import Testing

/// A loopback Gmail, a key for it, and a state folder: one per test.
final class World: Sendable {
    /// Making a key takes a while; one is enough for all tests.
    private static let key = Result { try RSAPrivateKey.generate() }

    let sandbox: SandboxServer
    let scratch: ScratchFolder
    let state: String
    let keyFile: String

    private init(_ sandbox: SandboxServer, _ scratch: ScratchFolder) throws {
        self.sandbox = sandbox
        self.scratch = scratch
        state = scratch.file("state").path
        keyFile = scratch.file("key.json").path
        try sandbox.writeCredentials(to: keyFile)
    }

    /// Runs `body` in a fresh world; every request of it must have been one that Gmail knows.
    static func with(
        mails: [LoadedMail] = [], _ configure: (inout SandboxConfiguration) -> Void = { _ in },
        _ body: (World) async throws -> Void
    ) async throws {
        var configuration = SandboxConfiguration()
        configuration.key = try key.get()
        configure(&configuration)
        let sandbox = try await SandboxServer.start(configuration, mails: mails)
        do {
            let world = try World(sandbox, ScratchFolder())
            try await body(world)
        } catch {
            await sandbox.stop()
            throw error
        }
        let violations = sandbox.violations
        await sandbox.stop()
        if !violations.isEmpty { throw Violations(violations: violations) }
    }

    struct Violations: Error, CustomStringConvertible {
        let violations: [String]
        var description: String { "requests that Gmail does not know: \(violations)" }
    }

    /// Brings the sample tracker into the state folder.
    func importSampleTracker() async throws {
        let file = LoadedMail.samplesFolder.appending(path: "tracker.yaml").path
        let ending = try await Program().run(["tracker", "import", file, "--state", state])
        try #require(ending.status == 0, "\(ending.errors)")
    }

    /// The words that name this world's mailbox and state.
    var source: [String] {
        [
            "--credentials", keyFile, "--username", sandbox.mailbox, "--api-endpoint", sandbox.api, "--state", state,
            "--output", "json",
        ]
    }

    func receive(_ more: [String] = [], environment: [String: String] = [:]) async throws -> Program.Ending {
        try await Program().run(["receive", "gmail"] + source + more, environment: environment)
    }

    /// The tracker as data.
    func export() async throws -> String {
        let ending = try await Program().run(["tracker", "export", "--state", state])
        try #require(ending.status == 0, "\(ending.errors)")
        return ending.output
    }

    /// Work packages by subject.
    func workPackages() async throws -> [String: [String: Any]] {
        let data = try JSONSerialization.jsonObject(with: Data(try await export().utf8)) as? [String: Any]
        let list = try #require(data?["workPackages"] as? [[String: Any]])
        return Dictionary(list.map { ($0["subject"] as? String ?? "", $0) }) { $1 }
    }
}

/// A plain mail from a member of the sample tracker.
func plainMail(_ number: Int, subject: String? = nil, text: String = "It does not work.", more: String = "")
    -> LoadedMail
{
    LoadedMail(
        content: Data(
            """
            From: Mia Example <mia@example.org>
            To: support@example.org
            Subject: \(subject ?? "Mail \(number)")
            Date: Mon, 2 Nov 2026 10:00:00 +0000
            Message-ID: <mail-\(number)@mail.example.org>
            \(more)Content-Type: text/plain; charset=utf-8

            \(text)

            """.replacing("\n", with: "\r\n").utf8))
}

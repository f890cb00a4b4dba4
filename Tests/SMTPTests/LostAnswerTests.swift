import Foundation
import Observability
import SMTP
import TestSupport
import Testing
import Transport

/// Servers that end in the middle, scripted.
@Suite(.timeLimit(.minutes(1))) struct LostAnswerTests {
    private static let talk: [(expects: String, answer: String?)] = [
        ("EHLO", "250 test"), ("MAIL FROM:<a@example.org>", "250 ok"), ("RCPT TO:<b@example.org>", "250 ok"),
        ("DATA", "354 go on"), (".", "250 taken"),
    ]

    /// The talk up to its step `index`, which is answered otherwise.
    private func failure(at index: Int, _ answer: String?) async throws -> SMTPFailure? {
        var script = Array(Self.talk[..<index])
        script.append((Self.talk[index].expects, answer))
        return try await failure(ScriptedSMTPServer(script))
    }

    private func failure(
        _ server: ScriptedSMTPServer, timeouts: HTTPTimeouts = HTTPTimeouts()
    ) async throws -> SMTPFailure? {
        let url = try SMTPServerURL("smtp://127.0.0.1:\(server.port)")
        do throws(SMTPFailure) {
            try await SMTPSubmission(url, password: nil, timeouts: timeouts)
                .send(Array("Subject: x\r\n\r\ny\r\n".utf8), from: "a@example.org", to: "b@example.org")
            return nil
        } catch { return error }
    }

    @Test func `given a server without login on this machine, when a mail is sent, then it is taken`() async throws {
        #expect(try await failure(ScriptedSMTPServer(Self.talk)) == nil)
    }

    @Test func `given a server that takes the login, when it is checked, then no mail is begun`() async throws {
        let server = try ScriptedSMTPServer([("EHLO", "250 test"), ("MAIL", "554 a mail was begun")])
        try await SMTPSubmission(SMTPServerURL("smtp://127.0.0.1:\(server.port)"), password: nil).check()
    }

    @Test func `given a server that ends at the greeting, when it is checked, then it fails for now`() async throws {
        let server = try ScriptedSMTPServer([("EHLO", nil)])
        let url = try SMTPServerURL("smtp://127.0.0.1:\(server.port)")
        do throws(SMTPFailure) {
            try await SMTPSubmission(url, password: nil).check()
            Issue.record("a server that ended was good enough")
        } catch { #expect(error.kind == .temporary(isUnsent: true)) }
    }

    @Test func `given a server that ends between the data and its answer, when a mail is sent, then it may have left`()
        async throws
    {
        #expect(try await failure(at: 4, nil)?.kind == .temporary(isUnsent: false))
    }

    @Test(arguments: 0..<4)
    func `given a server that ends before the data, when a mail is sent, then it is unsent`(step: Int) async throws {
        #expect(try await failure(at: step, nil)?.kind == .temporary(isUnsent: true))
    }

    @Test(arguments: zip(["421 busy", "451 disk", "552 too large", "554 no"], [true, true, false, false]))
    func `given a refusal behind the data, when a mail is sent, then its first digit tells whether for good`(
        answer: String, isTemporary: Bool
    ) async throws {
        #expect(try await failure(at: 4, answer)?.kind == (isTemporary ? .temporary(isUnsent: true) : .refused))
    }

    /// By an address of this machine that does not look like one.
    @Test func `7.1.8 given a server elsewhere without STARTTLS, when a mail is sent, then nothing is said about it`()
        async throws
    {
        let server = try ScriptedSMTPServer(Self.talk)
        let url = try SMTPServerURL("smtp://[::ffff:127.0.0.1]:\(server.port)")
        do throws(SMTPFailure) {
            try await SMTPSubmission(url, password: nil).send([], from: "a@example.org", to: "b@example.org")
            Issue.record("sent without TLS")
        } catch {
            #expect(error.kind == .refused)
            #expect(
                error.description
                    == "\(url) offers no STARTTLS, nothing was sent; use smtps://, or a server that has it")
        }
    }

    @Test func `given nobody at the port, when a mail is sent, then it is unsent`() async throws {
        let (descriptor, port) = try ListeningSocket.open()
        close(descriptor)
        let url = try SMTPServerURL("smtp://127.0.0.1:\(port)")
        do throws(SMTPFailure) {
            try await SMTPSubmission(url, password: nil)
                .send([], from: "a@example.org", to: "b@example.org")
            Issue.record("sent")
        } catch { #expect(error.kind == .temporary(isUnsent: true)) }
    }

    @Test func `given a server that falls silent, when the task is cancelled, then sending ends`() async throws {
        let server = try ScriptedSMTPServer([("never", "250 ok")])
        // Without an end of its own within the time limit of this test.
        let patience = HTTPTimeouts(connect: .seconds(600), silence: .seconds(600))
        let task = Task { try await failure(server, timeouts: patience) }
        task.cancel()
        #expect(try await task.value?.kind == .cancelled)
    }

    @Test(arguments: ["a b@example.org", "a>@example.org"])
    func `given an address that would say more than an address, when a mail is sent, then it is refused`(
        address: String
    ) async throws {
        await #expect(throws: SMTPFailure.self) {
            try await SMTPSubmission(try SMTPServerURL("smtp://127.0.0.1:1"), password: nil)
                .send([], from: address, to: "b@example.org")
        }
    }
}

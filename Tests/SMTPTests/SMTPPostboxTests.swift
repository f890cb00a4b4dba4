import Foundation
import Mail
import Observability
import SMTP
import TestSupport
import Testing
import Transport

/// Against a real server with STARTTLS and a login.
@Suite(.enabled(if: SubmissionServer.isThere), .timeLimit(.minutes(1))) struct SMTPPostboxTests {
    private let certificate: ServerCertificate
    private let key = IdempotencyKey("gmail:support@example.org/17")

    init() throws { certificate = try ServerCertificate() }

    private func postbox(_ url: String, password: String? = "geheim", caFile: String? = nil) throws -> SMTPPostbox {
        SMTPPostbox(
            submission: SMTPSubmission(
                try SMTPServerURL(url), password: password.map { Secret($0) }, caFile: caFile ?? certificate.file),
            sender: "tracker@example.org", messageID: { MessageID("op.report-\($0.text.utf8.count)@example.org") },
            compose: { message, id in
                Array("To: \(message.to)\r\nMessage-ID: <\(id)>\r\n\r\n\(message.text)\r\n.\r\n.end\r\n".utf8)
            })
    }

    private func message(to recipient: String = "anna@example.net", text: String = "Grüße") -> OutgoingMessage {
        OutgoingMessage(to: recipient, subject: "Re: x", text: text, inReplyTo: nil, references: [])
    }

    private func failure(_ postbox: SMTPPostbox, _ message: OutgoingMessage) async -> SourceFailure? {
        do throws(SourceFailure) {
            try await postbox.send(message, key: key)
            return nil
        } catch { return error }
    }

    @Test(arguments: ["smtp", "smtps"])
    func `7.5.9 given a server with TLS and a login, when a report is sent, then it has the mail as it was composed`(
        scheme: String
    ) async throws {
        let server = try SubmissionServer(certificate, isTLSFromTheStart: scheme == "smtps")
        defer { server.stop() }
        try await postbox("\(scheme)://worker@localhost:\(server.port)").send(message(), key: key)
        let taken = try server.next()
        #expect(taken.user == "worker" && taken.from == "tracker@example.org" && taken.to == ["anna@example.net"])
        #expect(
            taken.data == "To: anna@example.net\r\nMessage-ID: <op.report-28@example.org>\r\n\r\nGrüße\r\n.\r\n.end\r\n"
        )
        #expect(taken.isEncrypted)
    }

    @Test func `given another password, when a report is sent, then the credentials are at fault`() async throws {
        let server = try SubmissionServer(certificate)
        defer { server.stop() }
        let failure = await failure(
            try postbox("smtp://worker@localhost:\(server.port)", password: "falsch"), message())
        #expect(
            failure
                == SourceFailure(
                    .credentials,
                    "cannot send the report on \(key): smtp://localhost:\(server.port) answered “535 5.7.8 Authentication"
                        + " credentials invalid”; check the user in --smtp-url and the password"))
    }

    @Test func `given no password, when a report is sent, then nobody is asked`() async throws {
        let failure = await failure(try postbox("smtp://worker@localhost:1", password: nil), message())
        #expect(
            failure
                == SourceFailure(
                    .configuration,
                    "cannot send the report on \(key): no password is given for the user of smtp://localhost:1;"
                        + " give SMTP_PASSWORD or a password file"))
    }

    @Test func `given a recipient that is refused, when a report is sent, then it is refused for good`() async throws {
        let server = try SubmissionServer(certificate)
        defer { server.stop() }
        let failure = await failure(
            try postbox("smtp://worker@localhost:\(server.port)"), message(to: "refused@example.net"))
        #expect(
            failure
                == SourceFailure(
                    .refused,
                    "cannot send the report on \(key): smtp://localhost:\(server.port) answered “550 5.1.1 no such"
                        + " person here”; check the address of the recipient and of the sender"))
    }

    @Test func `given a mail that is refused behind its data, when it is sent, then it is refused for good`()
        async throws
    {
        let server = try SubmissionServer(certificate)
        defer { server.stop() }
        let failure = await failure(try postbox("smtp://worker@localhost:\(server.port)"), message(text: "SPAM"))
        #expect(failure?.kind == .refused)
    }

    @Test func `given a server that takes nothing for now, when a report is sent, then it is unsent and due again`()
        async throws
    {
        let server = try SubmissionServer(certificate)
        defer { server.stop() }
        let failure = await failure(
            try postbox("smtp://worker@localhost:\(server.port)"), message(to: "later@example.net"))
        #expect(
            failure
                == SourceFailure(
                    .unavailable(retryAfter: .seconds(300)),
                    "cannot send the report on \(key): smtp://localhost:\(server.port) answered “451 4.7.1 greylisted,"
                        + " come again”; try again later"))
    }

    @Test func `given a certificate of nobody, when a report is sent, then nothing is said to the server`() async throws
    {
        let server = try SubmissionServer(certificate)
        defer { server.stop() }
        let other = try ServerCertificate()
        let failure = await failure(
            try postbox("smtp://worker@localhost:\(server.port)", caFile: other.file), message())
        #expect(failure?.kind == .refused)
        #expect(failure?.text.contains("the certificate of localhost cannot be trusted") == true)
    }

    @Test func `given a report that was sent, when it is asked for, then nobody knows`() async throws {
        #expect(try await postbox("smtp://localhost:1").hasSent(key: key) == nil)
    }
}

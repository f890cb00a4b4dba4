import Foundation
import GmailSandbox
import Signing

/// One key for all sandboxes: making one takes a tenth of a second or more.
let sharedKey = Result { try RSAPrivateKey.generate() }

/// A running sandbox with a valid token, stopped when the body ends.
func withSandbox(
    _ configuration: SandboxConfiguration = SandboxConfiguration(), mails: [String] = [],
    _ body: (SandboxServer, SandboxClient) async throws -> Void
) async throws {
    var configuration = configuration
    configuration.key = try sharedKey.get()
    let server = try await SandboxServer.start(
        configuration, mails: mails.map { LoadedMail(content: Data(mailText($0).utf8)) })
    do {
        try await body(server, SandboxClient(server, token: server.accessToken(mailbox: server.mailbox)))
    } catch {
        await server.stop()
        throw error
    }
    await server.stop()
}

/// A small mail with this subject.
func mailText(_ subject: String, _ fields: String = "") -> String {
    "From: Mia Example <mia@example.org>\r\nTo: support@example.org\r\nSubject: \(subject)\r\n\(fields)\r\nHello world.\r\n"
}

/// Names that can be interpolated into paths.
let users = "/gmail/v1/users/me"

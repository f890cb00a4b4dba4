import Foundation
import GoogleAuthorization
import Logging
import TestSupport
import Transport

/// A token source for `alice@example.com` against a scripted endpoint.
struct TokenFixture {
    static let scope = "https://www.googleapis.com/auth/gmail.modify"

    let folder: ScratchFolder
    let server: ScriptedHTTPServer
    let client: HTTPClient
    let meter = HTTPMeter()
    let clock: SkippingClock
    let source: TokenSource

    init(
        clock: SkippingClock = SkippingClock(),
        _ reply: @escaping @Sendable (ScriptedHTTPServer.Request) -> ScriptedHTTPServer.Reply
    ) throws {
        folder = try ScratchFolder()
        server = try ScriptedHTTPServer(reply)
        client = try HTTPClient()
        self.clock = clock
        let path = try folder.write(CredentialsFixture.json(tokenURL: server.url + "/token"), to: "key.json")
        source = TokenSource(
            key: try ServiceAccountKey.load(path: path, strictPermissions: false).key, subject: "alice@example.com",
            scope: Self.scope, client: client, meter: meter, giveUpAfter: .seconds(120), clockwork: clock.clockwork,
            logger: Logger(label: "token") { _ in SwiftLogNoOpLogHandler() })
    }

    func stop() {
        client.stop()
        server.stop()
    }

    /// The text of the failure, with what changes from run to run replaced.
    func failure() async -> TokenFailure? {
        do throws(TokenFailure) {
            _ = try await source.token()
            return nil
        } catch {
            return error
        }
    }

    func text(_ failure: TokenFailure?) -> String? {
        failure?.description.replacing(folder.file("key.json").path, with: "PATH").replacing(
            ":\(server.port)", with: "")
    }

    static func granted(_ token: String, seconds: Int = 3599) -> ScriptedHTTPServer.Reply {
        .json(200, "{\"access_token\":\"\(token)\",\"expires_in\":\(seconds),\"token_type\":\"Bearer\"}")
    }

    static func refused(
        _ status: Int, _ error: String, _ description: String, headers: [(String, String)] = []
    ) -> ScriptedHTTPServer.Reply {
        .json(status, "{\"error\":\"\(error)\",\"error_description\":\"\(description)\"}", headers: headers)
    }
}

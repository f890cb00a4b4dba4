import Foundation
import TestSupport

/// aiosmtpd (Debian's python3-aiosmtpd) on a free loopback port: STARTTLS and a login are demanded before any mail.
///
/// Recipients `refused@…` get 550, `later@…` 451; the mail is refused behind its data when it holds `SPAM`.
final class SubmissionServer {
    static let isThere = (try? run("import aiosmtpd")) == 0

    let port: Int
    private let process = Process()
    private let lines: FileHandle

    /// One mail that the server took.
    struct Taken: Decodable {
        var user: String
        var from: String
        var to: [String]
        var data: String
        var isEncrypted: Bool
    }

    struct NotStarted: Error {}

    init(_ certificate: ServerCertificate, isTLSFromTheStart: Bool = false, demandsTLS: Bool = true) throws {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = [
            "-c", Self.script, certificate.file, certificate.key, isTLSFromTheStart ? "smtps" : "smtp",
            demandsTLS ? "tls" : "plain",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        lines = output.fileHandleForReading
        guard let port = Self.line(from: lines).flatMap({ Int($0) }) else { throw NotStarted() }
        self.port = port
    }

    /// The next mail; waits for it.
    func next() throws -> Taken {
        guard let line = Self.line(from: lines) else { throw NotStarted() }
        return try JSONDecoder().decode(Taken.self, from: Data(line.utf8))
    }

    func stop() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    private static func line(from handle: FileHandle) -> String? {
        var bytes: [UInt8] = []
        while let byte = try? handle.read(upToCount: 1)?.first, byte != 0x0A { bytes.append(byte) }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    private static func run(_ script: String) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-c", script]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    private static let script = """
        import asyncio, json, ssl, sys
        from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

        class Handler:
            async def handle_RCPT(self, server, session, envelope, address, options):
                if address.startswith('refused@'): return '550 5.1.1 no such person here'
                if address.startswith('later@'): return '451 4.7.1 greylisted, come again'
                envelope.rcpt_tos.append(address)
                return '250 OK'
            async def handle_DATA(self, server, session, envelope):
                if b'SPAM' in envelope.content: return '554 5.7.1 not this'
                print(json.dumps(dict(user=(session.auth_data.login.decode() if session.auth_data else ''),
                    to=envelope.rcpt_tos, data=envelope.content.decode(), isEncrypted=server.transport.get_extra_info('sslcontext') is not None,
                    **{'from': envelope.mail_from})), flush=True)
                return '250 taken'

        def check(server, session, envelope, mechanism, data):
            ok = isinstance(data, LoginPassword) and (data.login, data.password) == (b'worker', b'geheim')
            return AuthResult(success=ok, handled=False, auth_data=data)

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        smtps, tls = sys.argv[3] == 'smtps', sys.argv[4] == 'tls'

        def make():
            return SMTP(Handler(), hostname='test', authenticator=check, auth_required=tls,
                auth_require_tls=tls and not smtps, tls_context=context if tls and not smtps else None,
                require_starttls=tls and not smtps, enable_SMTPUTF8=True, loop=loop)

        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        server = loop.run_until_complete(loop.create_server(make, '127.0.0.1', 0, ssl=context if smtps else None))
        print(server.sockets[0].getsockname()[1], flush=True)
        loop.run_forever()
        """
}

/// A certificate for localhost that vouches for itself.
struct ServerCertificate {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        try OpenSSLCommand.run(
            [
                "req", "-x509", "-subj", "/CN=localhost", "-days", "2", "-newkey", "rsa:2048", "-nodes", "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", "server.key", "-out", "server.pem",
            ], in: folder.url)
    }

    var file: String { folder.file("server.pem").path }
    var key: String { folder.file("server.key").path }
}

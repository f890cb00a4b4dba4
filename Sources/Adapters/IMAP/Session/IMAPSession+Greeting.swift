import Mail
import Transport

/// The first words of a connection, and what it means when they are not those of an IMAP server.
extension IMAPSession {
    /// Servers that look up their client's name are slow to greet; one that waits for TLS says nothing at all.
    private static let greetingPatience: Duration = .seconds(5)
    /// How long a second look at a server may take.
    private static let secondLook: Duration = .seconds(3)

    /// Connects, reads the greeting, asks what the server can do.
    func connect() throws {
        drop()
        do {
            let stream = try ByteStream(
                connectingTo: options.endpoint, timeouts: options.timeouts, interrupt: interrupt)
            let connection = Connection(
                stream, silence: options.timeouts.silence, transcript: options.transcript)
            self.connection = connection
            // Before STARTTLS the greeting was read, and nothing of it counts.
            if options.endpoint.security != .startTLS { try readGreeting(connection) }
        } catch let failure as TransportFailure {
            throw try explanation(failure) ?? failure
        }
        if capabilities.names.isEmpty { try askCapabilities() }
        guard capabilities.isIMAP else {
            throw SessionFailure(
                kind: .refused, cause: "\(host) does not speak IMAP4rev1 or IMAP4rev2", remedy: "check host and port")
        }
    }

    private func readGreeting(_ connection: Connection) throws {
        guard let text = try greeting(connection) else { throw SessionFailure.ended(host, nil) }
        if let foreign = ForeignGreeting(String(decoding: text, as: UTF8.self)) { throw otherServer(foreign) }
        guard case .untagged(.status(let status)) = try ResponseParser.parse(text) else {
            throw GrammarFailure("a greeting other than OK, PREAUTH or BYE")
        }
        note(status)
        switch status.kind {
        case .ok: break
        case .preAuth: isLoggedIn = true
        case .bye, .no, .bad: throw turnedAway(status.text)
        }
    }

    /// After a while of silence on a bare connection it is asked whether TLS is waited for.
    private func greeting(_ connection: Connection) throws -> [UInt8]? {
        let patience = options.endpoint.security == .plain ? Self.greetingPatience : options.timeouts.silence
        do {
            return try connection.nextText(until: .now + min(patience, options.timeouts.silence))
        } catch TransportFailure.timedOut where patience < options.timeouts.silence {
            if try speaksTLS() { throw waitsForTLS }
            return try connection.nextText(until: .now + options.timeouts.silence - patience)
        }
    }

    // MARK: What is on the other side

    /// What a failure to connect means, found out by a second look where that may tell more; nil where it does not.
    private func explanation(_ failure: TransportFailure) throws -> SessionFailure? {
        switch (options.endpoint.security, failure) {
        case (.startTLS, .notMailServer(_, let line)):
            if let foreign = ForeignGreeting(line) { return otherServer(foreign) }
            return line.uppercased().hasPrefix("* BYE") ? turnedAway(String(line.dropFirst(5).drop { $0 == " " })) : nil
        case (.tls, .tlsOther(_, let detail)):
            guard let line = try plainGreeting() else { return nil }
            return speaksNoTLS(line, detail)
        case (let security, .timedOut(_, let after, connecting: false)):
            if security != .tls, try speaksTLS() { return waitsForTLS }
            return saysNothing(after)
        default: return nil
        }
    }

    private var place: String { "\(host) at port \(options.endpoint.port)" }

    private func otherServer(_ greeting: ForeignGreeting) -> SessionFailure {
        SessionFailure(
            kind: .refused, cause: "\(place) is \(greeting.speaker): it greets with \"\(greeting.shown)\"",
            remedy: "check host and port; IMAP has 993 (TLS from the start) or 143 (--starttls)")
    }

    private func turnedAway(_ text: String) -> SessionFailure {
        SessionFailure(
            kind: .unavailable(retryAfter: nil), cause: "\(host) turns us away: \"\(text)\"",
            remedy: "try again later", isWorthRetrying: true)
    }

    private func saysNothing(_ after: Duration) -> SessionFailure {
        SessionFailure(
            kind: .unavailable(retryAfter: nil),
            cause: "\(place) sent no greeting within \(after.components.seconds) s",
            remedy: "check host and port, or try again later", isWorthRetrying: true)
    }

    private var waitsForTLS: SessionFailure {
        SessionFailure(
            kind: .refused, cause: "\(place) says nothing in the clear and speaks TLS from the start",
            remedy: "use --ssl true, without --starttls", isAboutTLS: true)
    }

    private func speaksNoTLS(_ line: String, _ detail: String) -> SessionFailure {
        let foreign = ForeignGreeting(line)
        let speaker = foreign.map { ", it is \($0.speaker)" } ?? ""
        return SessionFailure(
            kind: .refused,
            cause: "\(place) does not speak TLS from the start\(speaker): it greets with \"\(foreign?.shown ?? line)\"",
            remedy: foreign == nil
                ? "use --starttls (or --ssl false), or port 993"
                : "check host and port; IMAP has 993 (TLS from the start) or 143 (--starttls)", isAboutTLS: true)
    }

    /// Whether another connection to the same place gets through with TLS; no certificate is judged, nothing is sent.
    private func speaksTLS() throws -> Bool {
        do {
            _ = try look(.tls)
            return true
        } catch TransportFailure.cancelled {
            throw TransportFailure.cancelled
        } catch {
            return false
        }
    }

    /// The first line that the server says to a bare connection; nil when it says none.
    private func plainGreeting() throws -> String? {
        do {
            let stream = try look(.plain)
            let connection = Connection(stream, silence: Self.secondLook, transcript: nil)
            guard let line = try connection.nextText() else { return nil }
            return String(decoding: line.prefix(80), as: UTF8.self)
        } catch TransportFailure.cancelled {
            throw TransportFailure.cancelled
        } catch {
            return nil
        }
    }

    private func look(_ security: Endpoint.Security) throws -> ByteStream {
        var endpoint = options.endpoint
        endpoint.security = security
        endpoint.verifiesCertificate = false
        let most = min(Self.secondLook, options.timeouts.connect)
        return try ByteStream(
            connectingTo: endpoint, timeouts: HTTPTimeouts(connect: most, silence: most), interrupt: interrupt)
    }
}

import CCurl
package import Observability
import Threading

/// Hands mails to a submission server, one connection for each.
///
/// A mail is handed over once; who wants to try again does so itself. TLS is demanded everywhere but on this machine, and
/// nothing is said about the mail or the login before it is there.
package struct SMTPSubmission: Sendable {
    private let server: SMTPServerURL
    private let password: Secret?
    private let timeouts: HTTPTimeouts
    private let caFile: String?

    /// `caFile`: a PEM file with certificates of authorities to trust in place of the system's.
    package init(
        _ server: SMTPServerURL, password: Secret?, caFile: String? = nil, timeouts: HTTPTimeouts = HTTPTimeouts()
    ) {
        self.server = server
        self.password = password
        self.caFile = caFile
        self.timeouts = timeouts
    }

    /// `mail` has CRLF line ends; `sender` and `recipient` are bare addresses. Cancelling the task ends it within a second.
    package func send(_ mail: [UInt8], from sender: String, to recipient: String) async throws(SMTPFailure) {
        let envelope = [sender, recipient]
        guard
            envelope.allSatisfy({
                $0.unicodeScalars.allSatisfy { $0.value > 0x20 && !"<>".unicodeScalars.contains($0) }
            })
        else { throw SMTPFailure(.refused, "an address of the mail cannot be used: it holds blanks or brackets") }
        try await perform(SMTPTransfer(mail), Envelope(sender: sender, recipient: recipient))
    }

    /// Connects, turns TLS on and logs in; hands over nothing.
    package func check() async throws(SMTPFailure) {
        try await perform(SMTPTransfer([]), nil)
    }

    private struct Envelope: Sendable {
        let sender: String
        let recipient: String
    }

    /// `envelope`: nil ends the talk behind the login.
    private func perform(_ transfer: SMTPTransfer, _ envelope: Envelope?) async throws(SMTPFailure) {
        guard server.user == nil || !(password?.isEmpty ?? true) else {
            throw SMTPFailure(
                .configuration, "no password is given for the user of \(server); give SMTP_PASSWORD or a password file")
        }
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Result<Void, SMTPFailure>, Never>) in
                do {
                    // The continuation is the thread's last word; nobody has to wait for its end.
                    _ = try PinnedThread { continuation.resume(returning: talk(transfer, envelope)) }
                } catch {
                    continuation.resume(
                        returning: .failure(SMTPFailure(.temporary(isUnsent: true), "\(error); try again later")))
                }
            }
        } onCancel: {
            transfer.isCancelled.withLock { $0 = true }
        }
        try outcome.get()
    }

    /// On a thread of its own: libcurl blocks.
    private func talk(_ transfer: SMTPTransfer, _ envelope: Envelope?) -> Result<Void, SMTPFailure> {
        guard MultiHandle.isReady, let easy = EasyHandle() else {
            return .failure(SMTPFailure(.temporary(isUnsent: true), "libcurl has no memory; try again later"))
        }
        let recipients = envelope.map { curl_slist_append(nil, "<\($0.recipient)>") } ?? nil
        defer { curl_slist_free_all(recipients) }
        do throws(CurlError) {
            try configure(easy)
            if let envelope {
                try easy.set(CURLOPT_MAIL_FROM, "<\(envelope.sender)>")
                try easy.set(CURLOPT_MAIL_RCPT, pointer: recipients.map { UnsafeMutableRawPointer($0) })
            } else {
                try easy.set(CURLOPT_CONNECT_ONLY, 1)
            }
            try transfer.attach(to: easy)
            try CurlError.check(curl_easy_perform(easy.pointer))
            return .success(())
        } catch {
            return .failure(failure(error, transfer, easy))
        }
    }

    private func configure(_ easy: EasyHandle) throws(CurlError) {
        try easy.set(CURLOPT_URL, server.description)
        try easy.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        try easy.set(CURLOPT_NOSIGNAL, 1)
        try easy.set(CURLOPT_USE_SSL, Int((server.isLoopback ? CURLUSESSL_TRY : CURLUSESSL_ALL).rawValue))
        try easy.set(CURLOPT_SSL_VERIFYPEER, 1)
        try easy.set(CURLOPT_SSL_VERIFYHOST, 2)
        try easy.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let caFile { try easy.set(CURLOPT_CAINFO, caFile) }
        // A proxy of the environment is for HTTP.
        try easy.set(CURLOPT_PROXY, "")
        try easy.set(CURLOPT_CONNECTTIMEOUT_MS, Int(timeouts.connect.components.seconds) * 1000)
        try easy.set(CURLOPT_LOW_SPEED_LIMIT, 1)
        try easy.set(CURLOPT_LOW_SPEED_TIME, max(1, Int(timeouts.silence.components.seconds)))
        // The connection ends inside of the transfer, so that a server that does not answer the farewell is not waited for
        // longer than any other silence.
        try easy.set(CURLOPT_FORBID_REUSE, 1)
        try easy.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, Int(timeouts.silence.components.seconds)))
        // A server that answers every second with a blank line must not hold us for ever.
        try easy.set(CURLOPT_TIMEOUT_MS, Int(timeouts.silence.components.seconds) * 5_000)
        if let user = server.user {
            try easy.set(CURLOPT_USERNAME, user)
            var result: Result<Void, CurlError> = .success(())
            password?.reveal { text in
                do throws(CurlError) { try easy.set(CURLOPT_PASSWORD, text) } catch { result = .failure(error) }
            }
            try result.get()
        }
    }

    /// What libcurl's code and the server's last answer mean.
    private func failure(_ error: CurlError, _ transfer: SMTPTransfer, _ easy: EasyHandle) -> SMTPFailure {
        if transfer.isCancelled.withLock({ $0 }) { return SMTPFailure(.cancelled, "sending was cancelled") }
        let code = easy.long(CURLINFO_RESPONSE_CODE)
        let answer = "\(server) answered “\(transfer.lastAnswer)”"
        switch (error.code, code) {
        case (_, 400..<500):
            return SMTPFailure(.temporary(isUnsent: true), "\(answer); try again later")
        case (CURLE_LOGIN_DENIED, _), (_, 530), (_, 534), (_, 535), (_, 538):
            return SMTPFailure(.credentials, "\(answer); check the user in --smtp-url and the password")
        case (CURLE_USE_SSL_FAILED, _):
            return SMTPFailure(
                .refused, "\(server) offers no STARTTLS, nothing was sent; use smtps://, or a server that has it")
        case (_, 500..<600):
            return SMTPFailure(.refused, "\(answer); check the address of the recipient and of the sender")
        default: break
        }
        let wasConnected = easy.large(CURLINFO_PRETRANSFER_TIME_T) > 0
        let failure = TransportFailure(
            error, detail: transfer.errorText.isEmpty ? error.text : transfer.errorText, host: server.host,
            timeouts: timeouts, wasConnected: wasConnected)
        switch failure.failureClass {
        case .temporary, .cancelled:
            // All of the mail is with the server, and what it made of it is not known.
            return SMTPFailure(.temporary(isUnsent: !transfer.isWhole), failure.description)
        case .refused: return SMTPFailure(.refused, failure.description)
        case .configuration: return SMTPFailure(.configuration, failure.description)
        }
    }
}

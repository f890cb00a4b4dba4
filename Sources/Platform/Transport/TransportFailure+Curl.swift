import CCurl

extension TransportFailure {
    /// Words in which OpenSSL reports that the other side hung up during the handshake.
    private static let lostDuringHandshake = ["SSL_ERROR_SYSCALL", "Connection reset", "unexpected eof"]

    /// What a result code of libcurl means to us. `detail` is its text for this transfer.
    init(_ error: CurlError, detail: String, host: String, timeouts: HTTPTimeouts, wasConnected: Bool) {
        switch error.code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            self = .unknownHost(host)
        case CURLE_COULDNT_CONNECT:
            self = .refused(host: host, detail: detail)
        case CURLE_OPERATION_TIMEDOUT:
            let after = wasConnected ? timeouts.silence : timeouts.connect
            self = .timedOut(host: host, after: after, connecting: !wasConnected)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR:
            self = .tlsUntrusted(host: host, detail: detail)
        case CURLE_SSL_CONNECT_ERROR where Self.lostDuringHandshake.contains { detail.contains($0) }:
            self = .connectionLost(host: host, detail: detail)
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ENGINE_NOTFOUND,
            CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_SHUTDOWN_FAILED,
            CURLE_SSL_INVALIDCERTSTATUS:
            self = .tlsOther(host: host, detail: detail)
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2,
            CURLE_HTTP2_STREAM:
            self = .connectionLost(host: host, detail: detail)
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING:
            self = .notHTTP(host: host, detail: detail)
        case CURLE_ABORTED_BY_CALLBACK:
            self = .cancelled
        default:
            self = .other(host: host, code: Int(error.code.rawValue), detail: detail)
        }
    }
}

import CCurl

/// One attempt to connect a byte stream.
struct Connecting {
    let endpoint: Endpoint
    let timeouts: HTTPTimeouts
    let interrupt: Interrupt

    /// Connects `easy`; gives its socket.
    func perform(_ easy: EasyHandle) throws(TransportFailure) -> Int32 {
        let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        let watch = GreetingWatch(interrupt: interrupt)
        defer {
            try? easy.set(CURLOPT_ERRORBUFFER, pointer: nil)
            GreetingWatch.detach(from: easy)
            errorText.deallocate()
        }
        guard let url else { throw .invalidURL(endpoint.host) }
        do throws(CurlError) {
            try easy.set(CURLOPT_URL, url)
            try easy.set(CURLOPT_ERRORBUFFER, pointer: errorText)
            try configure(easy)
            try watch.attach(to: easy, readsAlong: endpoint.security == .startTLS)
            try CurlError.check(curl_easy_perform(easy.pointer))
        } catch {
            throw failure(error, detail: String(cString: errorText), easy, watch)
        }
        var socket: curl_socket_t = CURL_SOCKET_BAD
        guard ccurl_get_socket(easy.pointer, &socket) == CURLE_OK, socket != CURL_SOCKET_BAD else {
            throw .connectionLost(host: endpoint.host, detail: "it was gone at once")
        }
        return socket
    }

    /// The scheme decides how far libcurl goes: `http` and `https` stop before the first byte, so that the greeting is
    /// ours to read; only `imap` knows STARTTLS.
    private var url: String? {
        let known = endpoint.host.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x3a, 0x5f: true
            default: byte >= 0x80
            }
        }
        guard known, !endpoint.host.isEmpty else { return nil }
        let host = endpoint.host.contains(":") ? "[\(endpoint.host)]" : endpoint.host
        let scheme =
            switch endpoint.security {
            case .plain: "http"
            case .tls: "https"
            case .startTLS: "imap"
            }
        return "\(scheme)://\(host):\(endpoint.port)"
    }

    private func configure(_ easy: EasyHandle) throws(CurlError) {
        try easy.set(CURLOPT_CONNECT_ONLY, 1)
        try easy.set(CURLOPT_NOSIGNAL, 1)
        // The environment's proxies are for the web.
        try easy.set(CURLOPT_PROXY, "")
        try easy.set(CURLOPT_SSL_ENABLE_ALPN, 0)
        if endpoint.security == .startTLS { try easy.set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue)) }
        try easy.set(CURLOPT_SSL_VERIFYPEER, endpoint.verifiesCertificate ? 1 : 0)
        try easy.set(CURLOPT_SSL_VERIFYHOST, endpoint.verifiesCertificate ? 2 : 0)
        try easy.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try easy.set(CURLOPT_CERTINFO, 1)
        if let caFile = endpoint.caFile { try easy.set(CURLOPT_CAINFO, caFile) }
        let milliseconds = Int(timeouts.connect / .milliseconds(1))
        try easy.set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds)
        try easy.set(CURLOPT_TIMEOUT_MS, milliseconds)
    }

    private func failure(
        _ error: CurlError, detail: String, _ easy: EasyHandle, _ watch: GreetingWatch
    ) -> TransportFailure {
        switch error.code {
        case CURLE_ABORTED_BY_CALLBACK where watch.isForeign, CURLE_WEIRD_SERVER_REPLY where watch.greeting != nil:
            return .notMailServer(host: endpoint.host, detail: watch.greeting ?? detail)
        case CURLE_OPERATION_TIMEDOUT where endpoint.security == .startTLS && easy.large(CURLINFO_CONNECT_TIME_T) > 0:
            return .timedOut(host: endpoint.host, after: timeouts.connect, connecting: false)
        case CURLE_USE_SSL_FAILED: return .noStartTLS(host: endpoint.host)
        case CURLE_WEIRD_SERVER_REPLY: return .notMailServer(host: endpoint.host, detail: detail)
        case CURLE_SSL_CACERT_BADFILE:
            return .caFileUnusable(path: endpoint.caFile ?? "of the system", detail: "it holds no certificates")
        default:
            let detail = detail.isEmpty ? error.text : detail
            return TransportFailure(
                error, detail: detail, host: endpoint.host, timeouts: timeouts, wasConnected: false)
        }
    }
}

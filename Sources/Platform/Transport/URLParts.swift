import CCurl

/// The parts of a URL, as libcurl reads them.
struct URLParts {
    /// Lower case.
    let scheme: String
    /// Lower case, without the brackets of an IPv6 address; numeric IPv4 forms in four parts.
    let host: String
    /// Decoded; nil when there is none.
    let user: String?
    let password: String?
    /// Digits; nil when the URL names none.
    let port: String?
    /// At least `/`.
    let path: String

    /// Nil for what libcurl does not take as a URL with a scheme.
    init?(_ text: String) {
        guard let handle = curl_url() else { return nil }
        defer { curl_url_cleanup(handle) }
        guard !text.utf8.contains(0), curl_url_set(handle, CURLUPART_URL, text, 0) == CURLUE_OK,
            let scheme = Self.part(CURLUPART_SCHEME, of: handle), let host = Self.part(CURLUPART_HOST, of: handle)
        else { return nil }
        self.scheme = scheme.lowercased()
        let lower = host.lowercased()
        user = Self.part(CURLUPART_USER, of: handle, flags: UInt32(CURLU_URLDECODE))
        password = Self.part(CURLUPART_PASSWORD, of: handle, flags: UInt32(CURLU_URLDECODE))
        port = Self.part(CURLUPART_PORT, of: handle)
        path = Self.part(CURLUPART_PATH, of: handle) ?? "/"
        self.host = lower.hasPrefix("[") ? String(lower.dropFirst().dropLast()) : lower
    }

    private static func part(_ part: CURLUPart, of handle: OpaquePointer, flags: UInt32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}

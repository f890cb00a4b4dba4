import CCurl

/// Scheme and host of a URL, as libcurl reads them.
struct URLParts {
    /// Lower case.
    let scheme: String
    /// Lower case, without the brackets of an IPv6 address; numeric IPv4 forms in four parts.
    let host: String

    /// Nil for what libcurl does not take as a URL with a scheme.
    init?(_ text: String) {
        guard let handle = curl_url() else { return nil }
        defer { curl_url_cleanup(handle) }
        guard !text.utf8.contains(0), curl_url_set(handle, CURLUPART_URL, text, 0) == CURLUE_OK,
            let scheme = Self.part(CURLUPART_SCHEME, of: handle), let host = Self.part(CURLUPART_HOST, of: handle)
        else { return nil }
        self.scheme = scheme.lowercased()
        let lower = host.lowercased()
        self.host = lower.hasPrefix("[") ? String(lower.dropFirst().dropLast()) : lower
    }

    private static func part(_ part: CURLUPart, of handle: OpaquePointer) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, 0) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}

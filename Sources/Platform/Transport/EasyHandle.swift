import CCurl

/// One `CURL` easy handle: typed setters, each with the width that libcurl reads.
///
/// Used on the transport's thread only, and therefore not `Sendable`.
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer

    /// Nil when libcurl has no memory.
    init?() {
        guard let pointer = curl_easy_init() else { return nil }
        self.pointer = pointer
    }

    deinit { curl_easy_cleanup(pointer) }

    /// Forgets all options; keeps connections, name cache and TLS sessions.
    func reset() { curl_easy_reset(pointer) }

    func set(_ option: CURLoption, _ value: Int) throws(CurlError) {
        try CurlError.check(ccurl_set_long(pointer, option, value))
    }

    /// For options of type `curl_off_t`.
    func set(_ option: CURLoption, large value: Int) throws(CurlError) {
        try CurlError.check(ccurl_set_off(pointer, option, curl_off_t(value)))
    }

    /// The text is copied by libcurl.
    func set(_ option: CURLoption, _ text: String) throws(CurlError) {
        try CurlError.check(ccurl_set_text(pointer, option, text))
    }

    /// The pointer must live as long as the transfer.
    func set(_ option: CURLoption, pointer value: UnsafeMutableRawPointer?) throws(CurlError) {
        try CurlError.check(ccurl_set_pointer(pointer, option, value))
    }

    /// For options that copy the bytes, after their size was set.
    func set(_ option: CURLoption, copying bytes: [UInt8]) throws(CurlError) {
        // An empty array may have no address, and no address means "no body" to libcurl.
        try CurlError.check(ccurl_set_bytes(pointer, option, bytes.isEmpty ? [0] : bytes))
    }

    func set(_ option: CURLoption, _ function: @escaping ccurl_data_function) throws(CurlError) {
        try CurlError.check(ccurl_set_data_function(pointer, option, function))
    }

    func setProgress(_ function: @escaping curl_xferinfo_callback) throws(CurlError) {
        try CurlError.check(ccurl_set_progress_function(pointer, function))
    }

    func setDebug(_ function: @escaping curl_debug_callback) throws(CurlError) {
        try CurlError.check(ccurl_set_debug_function(pointer, function))
    }

    /// A value of type `long`; 0 when libcurl does not know it.
    func long(_ info: CURLINFO) -> Int {
        var value = 0
        return ccurl_get_long(pointer, info, &value) == CURLE_OK ? value : 0
    }

    /// A value of type `curl_off_t`; 0 when libcurl does not know it.
    func large(_ info: CURLINFO) -> Int {
        var value: curl_off_t = 0
        return ccurl_get_off(pointer, info, &value) == CURLE_OK ? Int(value) : 0
    }
}

/// A result code of libcurl other than success.
struct CurlError: Error {
    let code: CURLcode

    static func check(_ code: CURLcode) throws(CurlError) {
        if code != CURLE_OK { throw CurlError(code: code) }
    }

    /// libcurl's own words.
    var text: String { String(cString: curl_easy_strerror(code)) }
}

import COpenSSL

/// The error queue of OpenSSL, which is kept per thread: clear it, call, drain it, without leaving the thread.
enum OpenSSLErrors {
    /// Runs one conversation with the library and gives its result and the texts of the errors that it left.
    static func collecting<Result>(_ body: () -> Result) -> (result: Result, errors: String) {
        ERR_clear_error()
        let result = body()
        return (result, drain())
    }

    private static func drain() -> String {
        var texts: [String] = []
        while case let code = ERR_get_error(), code != 0 {
            var text = [CChar](repeating: 0, count: 256)
            ERR_error_string_n(code, &text, text.count)
            texts.append(text.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" })
        }
        return texts.isEmpty ? "no error given" : texts.joined(separator: "; ")
    }
}

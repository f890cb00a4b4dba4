import CCurl

/// Reads along while libcurl waits for a mail server's greeting before STARTTLS, and ends the attempt at a line that no
/// IMAP server says first: libcurl itself would wait for a better one until its time is over.
///
/// Used on the thread of its transfer only, and therefore not `Sendable`.
final class GreetingWatch {
    private static let limitBytes = 200

    private let interrupt: Interrupt
    /// The first line that came.
    private(set) var greeting: String?

    init(interrupt: Interrupt) { self.interrupt = interrupt }

    /// Something else than IMAP: its greeting is `* OK …`, `* PREAUTH …` or `* BYE …` (RFC 9051, section 7.1).
    var isForeign: Bool { greeting.map { !$0.hasPrefix("* ") } ?? false }

    /// Watches the transfer of `easy`; to be kept until `detach`. `readsAlong`: there is a greeting to be read.
    func attach(to easy: EasyHandle, readsAlong: Bool) throws(CurlError) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        try easy.set(CURLOPT_NOPROGRESS, 0)
        try easy.set(CURLOPT_XFERINFODATA, pointer: context)
        try easy.setProgress(onProgress)
        guard readsAlong else { return }
        try easy.set(CURLOPT_VERBOSE, 1)
        try easy.set(CURLOPT_DEBUGDATA, pointer: context)
        try easy.setDebug(onDebug)
    }

    /// Ends what `attach` began: the handle lives on, this does not.
    static func detach(from easy: EasyHandle) {
        try? easy.set(CURLOPT_VERBOSE, 0)
        try? easy.set(CURLOPT_NOPROGRESS, 1)
        try? easy.set(CURLOPT_DEBUGDATA, pointer: nil)
        try? easy.set(CURLOPT_XFERINFODATA, pointer: nil)
    }

    fileprivate var mustEnd: Bool { interrupt.isFired || isForeign }

    fileprivate func take(_ bytes: UnsafeRawBufferPointer) {
        guard greeting == nil else { return }
        greeting = String(decoding: bytes.prefix(Self.limitBytes).prefix { $0 != 0x0d && $0 != 0x0a }, as: UTF8.self)
    }
}

// File scope: a closure written inside an isolated function would carry that isolation and trap.

private let onProgress: curl_xferinfo_callback = { context, _, _, _, _ in
    guard let context else { return 0 }
    return Unmanaged<GreetingWatch>.fromOpaque(context).takeUnretainedValue().mustEnd ? 1 : 0
}

private let onDebug: curl_debug_callback = { _, kind, bytes, count, context in
    guard kind == CURLINFO_HEADER_IN, let bytes, let context else { return 0 }
    Unmanaged<GreetingWatch>.fromOpaque(context).takeUnretainedValue()
        .take(UnsafeRawBufferPointer(start: bytes, count: count))
    return 0
}

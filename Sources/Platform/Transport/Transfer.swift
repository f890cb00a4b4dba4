import CCurl
import Threading

/// One request on its way.
///
/// `@unchecked` because it crosses from the caller to the transport's thread: the caller makes it, gives it the
/// continuation and hands it over with the start command; from then on all but `isCancelled` belongs to the thread.
final class Transfer: @unchecked Sendable {
    typealias Outcome = Result<HTTPResponse, TransportFailure>

    /// Bodies that are no mail: error answers.
    private static let collectedLimitBytes = 1 << 20
    /// Google sends 1 KiB of header; a server that sends more than this means harm.
    private static let headerLimitBytes = 256 << 10

    let request: HTTPRequest
    /// Set by the caller's cancellation, read by the thread.
    let isCancelled = Locked(false)
    private let meters: [HTTPMeter]
    private var continuation: CheckedContinuation<Outcome, Never>?

    private(set) var easy: EasyHandle?
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    private var status = 0
    private var fields = HTTPResponse.Fields()
    private var body: [UInt8] = []
    private var received = 0
    private var headerBytes = 0
    /// Why a callback stopped the transfer.
    private var stopped: TransportFailure?

    init(_ request: HTTPRequest, meter: HTTPMeter) {
        self.request = request
        self.meters = [meter] + (request.meter.map { [$0] } ?? [])
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        curl_slist_free_all(headerList)
        errorText.deallocate()
    }

    /// Says who waits; before the start.
    func willComplete(_ continuation: CheckedContinuation<Outcome, Never>) {
        self.continuation = continuation
    }

    /// Hands the outcome to the caller; later calls do nothing.
    func complete(_ outcome: Outcome) {
        continuation?.resume(returning: outcome)
        continuation = nil
    }

    /// Prepares `easy` for this request.
    func configure(_ easy: EasyHandle, options: HTTPClientOptions) throws(CurlError) {
        self.easy = easy
        try easy.set(CURLOPT_URL, request.url.text)
        try setMethod(of: easy)
        try setSafety(of: easy, options: options)
        try easy.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        // Without it the first 32 requests open 32 connections before the first is known to speak HTTP/2. Without TLS
        // nothing is known before the first answer, and it is never HTTP/2.
        if request.url.isTLS { try easy.set(CURLOPT_PIPEWAIT, 1) }
        if !request.isRepeatable { try easy.set(CURLOPT_FRESH_CONNECT, 1) }
        try easy.set(CURLOPT_ACCEPT_ENCODING, "gzip")
        try easy.set(CURLOPT_USERAGENT, options.userAgent)
        for header in request.headers {
            if let line = header.line { headerList = curl_slist_append(headerList, line) }
        }
        // A wait for "100 Continue" costs a second with servers that do not know it.
        headerList = curl_slist_append(headerList, "Expect:")
        try easy.set(CURLOPT_HTTPHEADER, pointer: headerList.map { UnsafeMutableRawPointer($0) })
        let me = Unmanaged.passUnretained(self).toOpaque()
        try easy.set(CURLOPT_PRIVATE, pointer: me)
        try easy.set(CURLOPT_WRITEDATA, pointer: me)
        try easy.set(CURLOPT_HEADERDATA, pointer: me)
        try easy.set(CURLOPT_WRITEFUNCTION, onBody)
        try easy.set(CURLOPT_HEADERFUNCTION, onHeader)
        for meter in meters { meter.addRequest() }
    }

    private func setMethod(of easy: EasyHandle) throws(CurlError) {
        // Without a body of its own a POST would read one from standard input.
        if let body = request.body ?? (request.method == .post ? [] : nil) {
            try easy.set(CURLOPT_POST, 1)
            try easy.set(CURLOPT_POSTFIELDSIZE_LARGE, large: body.count)
            try easy.set(CURLOPT_COPYPOSTFIELDS, copying: body)
        }
        if request.method != .post, request.method != .get || request.body != nil {
            try easy.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        }
    }

    /// Everything that keeps a transfer within bounds, in one place.
    private func setSafety(of easy: EasyHandle, options: HTTPClientOptions) throws(CurlError) {
        try easy.set(CURLOPT_NOSIGNAL, 1)
        try easy.set(CURLOPT_PROTOCOLS_STR, request.url.isLoopback ? "http,https" : "https")
        try easy.set(CURLOPT_FOLLOWLOCATION, 0)
        try easy.set(CURLOPT_SSL_VERIFYPEER, 1)
        try easy.set(CURLOPT_SSL_VERIFYHOST, 2)
        try easy.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let caFile = options.caFile { try easy.set(CURLOPT_CAINFO, caFile) }
        // A proxy of the environment is for the world outside; credentials for this machine must not go there.
        if request.url.isLoopback { try easy.set(CURLOPT_PROXY, "") }
        try easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        try easy.set(CURLOPT_CONNECTTIMEOUT_MS, options.timeouts.connect.milliseconds)
        try easy.set(CURLOPT_LOW_SPEED_LIMIT, HTTPTimeouts.silentBytesPerSecond)
        try easy.set(CURLOPT_LOW_SPEED_TIME, max(1, Int(options.timeouts.silence.components.seconds)))
        try easy.set(CURLOPT_ERRORBUFFER, pointer: errorText)
    }

    /// What came of the transfer, once libcurl has ended it with `code`.
    func outcome(_ code: CURLcode, timeouts: HTTPTimeouts) -> Outcome {
        if let stopped { return .failure(stopped) }
        guard code == CURLE_OK, let easy else {
            let detail = String(cString: errorText)
            let error = CurlError(code: code)
            return .failure(
                TransportFailure(
                    error, detail: detail.isEmpty ? error.text : detail, host: request.url.host, timeouts: timeouts,
                    wasConnected: (easy?.large(CURLINFO_PRETRANSFER_TIME_T) ?? 0) > 0))
        }
        let isHTTP2 = easy.long(CURLINFO_HTTP_VERSION) == Int(CURL_HTTP_VERSION_2_0)
        return .success(HTTPResponse(status: status, headers: fields, body: body, version: isHTTP2 ? .http2 : .http1))
    }

    // MARK: Callbacks, on the transport's thread

    /// Takes one header line; false stops the transfer.
    func take(header bytes: UnsafeRawBufferPointer) -> Bool {
        headerBytes += bytes.count
        guard headerBytes <= Self.headerLimitBytes else {
            stopped = .tooLarge(host: request.url.host, limitBytes: Self.headerLimitBytes)
            return false
        }
        let line = String(decoding: bytes, as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            // A proxy's answer or "100 Continue" stood before this one.
            fields = HTTPResponse.Fields()
            status = Int(line.split(separator: " ").dropFirst().first?.prefix(3) ?? "") ?? 0
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].trimmingPrefix { $0.isWhitespace }
            let end = value.lastIndex { !$0.isWhitespace }
            fields.add(name: String(line[..<colon]), value: end.map { String(value[...$0]) } ?? "")
        }
        return true
    }

    /// Takes body bytes; false stops the transfer.
    func take(body bytes: UnsafeRawBufferPointer) -> Bool {
        received += bytes.count
        for meter in meters { meter.add(bytes: bytes.count) }
        let sink = (200..<300).contains(status) ? request.sink : nil
        let isCollectedAside = sink == nil && request.sink != nil
        let limit =
            isCollectedAside
            ? min(Self.collectedLimitBytes, request.responseLimitBytes) : request.responseLimitBytes
        guard received <= limit else {
            stopped = .tooLarge(host: request.url.host, limitBytes: limit)
            return false
        }
        guard let sink else {
            body.append(contentsOf: bytes)
            return true
        }
        do {
            try sink(bytes)
            return true
        } catch {
            stopped = .sink(error)
            return false
        }
    }
}

// File scope: a closure written inside an isolated function would carry that isolation and trap on libcurl's thread.

private let onBody: ccurl_data_function = { bytes, size, count, context in
    guard let context else { return 0 }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    // Anything but the full count ends the transfer with CURLE_WRITE_ERROR.
    return transfer.take(body: UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}

private let onHeader: ccurl_data_function = { bytes, size, count, context in
    guard let context else { return 0 }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    return transfer.take(header: UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}

extension Duration {
    fileprivate var milliseconds: Int {
        Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
    }
}

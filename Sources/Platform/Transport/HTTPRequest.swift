/// One request: sent once, never repeated, never redirected.
package struct HTTPRequest: Sendable {
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    /// Takes body bytes as they arrive, on the transport's thread: short work only. An error ends the transfer.
    package typealias Sink = @Sendable (UnsafeRawBufferPointer) throws -> Void

    package var method: Method
    package var url: ServiceURL
    package var headers: [HTTPHeader]
    /// Nil sends no body.
    package var body: [UInt8]?
    /// Most body bytes that are taken, counted after decoding of gzip.
    package var responseLimitBytes: Int
    /// Gets the body of a 2xx answer instead of `HTTPResponse.body`; other answers are collected, up to 1 MiB.
    package var sink: Sink?
    /// Counts this request beside the client's own meter.
    package var meter: HTTPMeter?
    /// False: goes out on a connection of its own. On one that was used before, libcurl by itself sends a request again
    /// when the connection closes without an answer.
    package var isRepeatable = true

    package init(
        _ method: Method, _ url: ServiceURL, headers: [HTTPHeader] = [], body: [UInt8]? = nil, responseLimitBytes: Int,
        sink: Sink? = nil, meter: HTTPMeter? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.responseLimitBytes = responseLimitBytes
        self.sink = sink
        self.meter = meter
    }
}

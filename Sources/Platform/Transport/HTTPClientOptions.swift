/// What one HTTP client does the same for all its requests.
package struct HTTPClientOptions: Sendable {
    package var timeouts: HTTPTimeouts
    /// PEM file with certificates of authorities to trust beside the system's; nil for the system's alone.
    package var caFile: String?
    /// Google's front ends compress only when the name holds the word gzip.
    package var userAgent: String

    /// Requests at once to one host; more wait for their turn.
    ///
    /// libcurl puts 100 streams on one HTTP/2 connection and opens another for each request beyond that.
    package var maximumPerHost: Int

    package init(
        timeouts: HTTPTimeouts = HTTPTimeouts(), caFile: String? = nil, userAgent: String = "mailworker (gzip)",
        maximumPerHost: Int = 100
    ) {
        self.maximumPerHost = maximumPerHost
        self.timeouts = timeouts
        self.caFile = caFile
        self.userAgent = userAgent
    }
}

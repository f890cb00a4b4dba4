/// Why there is no answer. Texts name the host, never a query, a user part or a header value.
package enum TransportFailure: Error, CustomStringConvertible {
    case invalidURL(String)
    /// `http` to a host that is not this machine.
    case insecureURL(String)
    case invalidHeader(name: String)
    case unknownHost(String)
    /// No connection; `detail` as libcurl says it.
    case refused(host: String, detail: String)
    /// No connection in time, or a silent server.
    case timedOut(host: String, after: Duration, connecting: Bool)
    /// A certificate that does not verify.
    case tlsUntrusted(host: String, detail: String)
    case tlsOther(host: String, detail: String)
    /// The connection ended before the answer was complete.
    case connectionLost(host: String, detail: String)
    /// What came is not HTTP, or not decodable.
    case notHTTP(host: String, detail: String)
    /// A mail server that does not offer STARTTLS.
    case noStartTLS(host: String)
    /// What came is not what a mail server says before STARTTLS.
    case notMailServer(host: String, detail: String)
    case tooLarge(host: String, limitBytes: Int)
    /// The sink threw.
    case sink(any Error)
    case caFileUnusable(path: String, detail: String)
    case cancelled
    case other(host: String, code: Int, detail: String)

    /// What to do about it.
    package enum Class: Sendable, Equatable {
        /// Try again later.
        case temporary
        /// Trying again will not help; the server is at fault or is not the right one.
        case refused
        /// Something we were told is wrong.
        case configuration
        case cancelled
    }

    package var failureClass: Class {
        switch self {
        case .unknownHost, .refused, .timedOut, .connectionLost, .other, .sink: .temporary
        case .tlsUntrusted, .tlsOther, .notHTTP, .noStartTLS, .notMailServer, .tooLarge: .refused
        case .invalidURL, .insecureURL, .invalidHeader, .caFileUnusable: .configuration
        case .cancelled: .cancelled
        }
    }

    package var description: String { "\(cause); \(remedy)" }

    /// What is wrong, with which host.
    package var cause: String {
        switch self {
        case .invalidURL(let url): "\(url) is not an address of a service"
        case .insecureURL(let url): "\(url) would send credentials unencrypted"
        case .invalidHeader(let name): "the value for the header \(name) holds a line end"
        case .unknownHost(let host): "no host named \(host) is known"
        case .refused(let host, let detail): "no connection to \(host): \(detail)"
        case .timedOut(let host, let after, connecting: true):
            "no connection to \(host) within \(after.components.seconds) s"
        case .timedOut(let host, let after, connecting: false):
            "\(host) was silent for \(after.components.seconds) s"
        case .tlsUntrusted(let host, let detail): "the certificate of \(host) cannot be trusted: \(detail)"
        case .tlsOther(let host, let detail): "no secure connection to \(host): \(detail)"
        case .connectionLost(let host, let detail):
            "the connection to \(host) ended before the answer was complete: \(detail)"
        case .notHTTP(let host, let detail): "\(host) answered with something that is not HTTP: \(detail)"
        case .noStartTLS(let host): "\(host) does not offer STARTTLS"
        case .notMailServer(let host, let detail): "\(host) does not answer as a mail server does: \(detail)"
        case .tooLarge(let host, let limit): "the answer of \(host) is larger than \(limit) bytes"
        case .sink(let error): "the answer could not be taken in: \(error)"
        case .caFileUnusable(let path, let detail): "the certificate file \(path) cannot be used: \(detail)"
        case .cancelled: "the request was cancelled"
        case .other(let host, let code, let detail):
            "the request to \(host) failed: \(detail) (libcurl error \(code))"
        }
    }

    /// What to do about it.
    package var remedy: String {
        switch self {
        case .invalidURL: "write https://HOST or https://HOST/PATH"
        case .insecureURL: "use https (http is for this machine's own addresses only)"
        case .invalidHeader: "check the file that it comes from"
        case .unknownHost: "check the name and this machine's DNS"
        case .refused, .timedOut(_, _, connecting: true): "check the address, the network and firewalls"
        case .timedOut(_, _, connecting: false), .connectionLost, .sink, .cancelled, .other: "try again later"
        case .tlsUntrusted(_, let detail) where detail.contains("subject name"):
            "check the address, or the certificate of the server"
        case .tlsUntrusted(_, let detail) where detail.contains("expired"): "renew it, or check this machine's clock"
        case .tlsUntrusted:
            "if a certificate authority of your own has signed it, name its certificate with --ca-file"
        case .tlsOther, .notHTTP, .notMailServer, .tooLarge: "check the address"
        case .noStartTLS: "use TLS from the start (port 993); nothing was sent"
        case .caFileUnusable: "--ca-file takes a PEM file with CA certificates"
        }
    }
}

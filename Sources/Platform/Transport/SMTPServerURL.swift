import Observability

/// The address of a server that takes mail for delivery (RFC 6409): `smtps://user@host:465`, TLS from the start
/// (RFC 8314), or `smtp://user@host:587`, which turns TLS on by STARTTLS.
package struct SMTPServerURL: Sendable, Hashable, CustomStringConvertible {
    package let host: String
    package let port: Int
    /// nil: the server wants no login.
    package let user: String?
    package let isLoopback: Bool
    let isTLS: Bool

    /// Throws `invalidURL`, also for a password in the address, where process lists and logs would show it.
    package init(_ text: String) throws(TransportFailure) {
        let printed = RedactedURL(text).description
        guard let parts = URLParts(text), !parts.host.isEmpty, parts.path == "/", parts.password == nil,
            ["smtp", "smtps"].contains(parts.scheme)
        else { throw .invalidURL(printed) }
        host = parts.host
        isTLS = parts.scheme == "smtps"
        port = parts.port.flatMap(Int.init) ?? (isTLS ? 465 : 587)
        user = parts.user
        isLoopback = ServiceURL.isLoopback(parts.host)
    }

    package var description: String { "\(isTLS ? "smtps" : "smtp")://\(isIPv6 ? "[\(host)]" : host):\(port)" }

    private var isIPv6: Bool { host.contains(":") }
}

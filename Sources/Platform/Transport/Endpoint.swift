/// Where a byte stream leads, and how it is secured.
package struct Endpoint: Sendable, Equatable {
    package enum Security: String, Sendable {
        /// Nothing is encrypted.
        case plain
        /// TLS from the first byte.
        case tls
        /// Bare at first, then TLS by the STARTTLS command of IMAP; without it there is no connection.
        case startTLS
    }

    /// Name or address.
    package var host: String
    package var port: UInt16
    package var security: Security
    /// Off: any certificate will do, so anybody may be on the other side.
    package var verifiesCertificate: Bool
    /// PEM file with the authorities to trust, instead of the system's.
    package var caFile: String?

    package init(
        host: String, port: UInt16, security: Security, verifiesCertificate: Bool = true, caFile: String? = nil
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.verifiesCertificate = verifiesCertificate
        self.caFile = caFile
    }

    /// Whether the host is this machine by its name or address.
    package var isLoopback: Bool {
        host == "localhost" || host == "::1"
            || (host.hasPrefix("127.") && host.allSatisfy { "0123456789.".contains($0) })
    }
}

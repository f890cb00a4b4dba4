import CCurl
import Observability

/// The address of a service: `https`, or `http` on a loopback host; nothing else can be written down with this type.
///
/// Read by the parser that also makes the connection, so that both see the same host.
package struct ServiceURL: Sendable, Hashable, CustomStringConvertible {
    /// The whole URL; holds secrets when it has a user part or a query.
    package let text: String
    /// Host without brackets, lower case.
    package let host: String
    package let isLoopback: Bool
    let isTLS: Bool

    /// Throws `invalidURL` or `insecureURL`.
    package init(_ text: String) throws(TransportFailure) {
        let printed = RedactedURL(text).description
        guard let parts = URLParts(text), !parts.host.isEmpty else { throw .invalidURL(printed) }
        isLoopback = Self.isLoopback(parts.host)
        isTLS = parts.scheme == "https"
        switch parts.scheme {
        case "https": break
        case "http" where isLoopback: break
        case "http": throw .insecureURL(printed)
        default: throw .invalidURL(printed)
        }
        self.text = text
        host = parts.host
    }

    /// The URL with user part, query and fragment marked.
    package var description: String { RedactedURL(text).description }

    /// The URL with `path` (starting with `/`) added to its own, and a query of encoded names and values.
    ///
    /// `self` must have neither query nor fragment. Throws `invalidURL` when the path holds what no path may hold.
    package func appending(
        path: String, query: [(name: String, value: String)] = []
    ) throws(TransportFailure) -> ServiceURL {
        let base = text.hasSuffix("/") ? String(text.dropLast()) : text
        let pairs = query.map { "\(Self.percentEncoded($0.name))=\(Self.percentEncoded($0.value))" }
        return try ServiceURL(base + path + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")))
    }

    /// All but the unreserved characters of RFC 3986, section 2.3, as `%XX`; for one path segment, query or form value.
    package static func percentEncoded(_ text: String) -> String {
        var encoded: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.append(byte)
            default:
                encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    /// 127.0.0.0/8 (RFC 1122, section 3.2.1.3), ::1 (RFC 4291, section 2.5.3) and localhost (RFC 6761, section 6.3).
    static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}

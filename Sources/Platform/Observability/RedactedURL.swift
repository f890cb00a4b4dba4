import Foundation

/// A URL as it may be printed: its user part, query and fragment are secrets and show a mark.
///
/// Works on any text without parsing it as a URL, so that a malformed one is redacted as well.
package struct RedactedURL: CustomStringConvertible, Equatable, Sendable {
    package let description: String

    package init(_ url: String) {
        var rest = url[...]
        var text = ""
        if let scheme = rest.range(of: "://") {
            text = String(rest[..<scheme.upperBound])
            rest = rest[scheme.upperBound...]
        }
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if let at = authority.lastIndex(of: "@") {
            text += "\(Secret.mark)@"
            rest = rest[rest.index(after: at)...]
        }
        guard let end = rest.firstIndex(where: { $0 == "?" || $0 == "#" }) else {
            description = text + rest
            return
        }
        description = text + rest[..<end] + String(rest[end]) + Secret.mark
    }
}

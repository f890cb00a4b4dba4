/// The two sides of an address, lower case; a domain with other letters than ASCII's is equal in both its spellings.
struct MailAddress: Hashable {
    let local: String
    /// With the letters of its language, never `xn--`.
    let domain: String

    /// The longest address that mail servers carry (RFC 5321, section 4.5.3.1).
    private static let maximumBytes = 320

    /// nil when the text is not `local@domain` without blanks.
    init?(_ text: String) {
        guard text.utf8.count <= Self.maximumBytes, let at = text.lastIndex(of: "@") else { return nil }
        let local = text[..<at].lowercased()
        let domain = DomainName(text[text.index(after: at)...]).unicode
        guard !local.isEmpty, !domain.isEmpty, !local.contains("@"),
            !(local + domain).contains(where: { $0.isWhitespace || "<>(),;:\\\"[]".contains($0) })
        else { return nil }
        self.local = local
        self.domain = domain
    }

    /// How trackers may have stored it: one spelling, or two for a domain with other letters than ASCII's.
    var spellings: [String] {
        let ascii = DomainName(domain).ascii
        return (ascii == domain ? [domain] : [domain, ascii]).map { "\(local)@\($0)" }
    }

    /// Whether the local part is some text, a separator, some text.
    func hasSuffix(separators: [Character]) -> Bool {
        local.indices.contains { index in
            separators.contains(local[index]) && index != local.startIndex
                && local.index(after: index) != local.endIndex
        }
    }

    /// Whether `other` is this address with a suffix: `a+x@d` for `a@d`.
    func isSuffixed(as other: MailAddress, separators: [Character]) -> Bool {
        guard domain == other.domain, other.local.hasPrefix(local) else { return false }
        let suffix = other.local.dropFirst(local.count)
        guard let separator = suffix.first else { return false }
        return separators.contains(separator) && suffix.count > 1
    }
}

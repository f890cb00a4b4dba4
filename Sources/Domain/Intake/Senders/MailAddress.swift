/// The two sides of an address, lower case.
struct MailAddress: Equatable {
    let local: String
    let domain: String

    /// The longest address that mail servers carry (RFC 5321, section 4.5.3.1).
    private static let maximumBytes = 320

    /// nil when the text is not `local@domain` without blanks.
    init?(_ text: String) {
        guard text.utf8.count <= Self.maximumBytes, let at = text.lastIndex(of: "@") else { return nil }
        let local = text[..<at].lowercased()
        let domain = text[text.index(after: at)...].lowercased()
        guard !local.isEmpty, !domain.isEmpty, !local.contains("@"),
            !(local + domain).contains(where: { $0.isWhitespace || "<>(),;:\\\"[]".contains($0) })
        else { return nil }
        self.local = local
        self.domain = domain
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

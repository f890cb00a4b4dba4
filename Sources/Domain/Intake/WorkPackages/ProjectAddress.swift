package import Mail
package import Tracking

/// An address of ours whose subaddresses name projects: `inbox+demo@example.org` for `inbox@example.org`.
///
/// A subaddress is the local part, `+` and some text (RFC 5233, section 1); case never counts.
package struct ProjectAddress: Hashable, Sendable {
    private let base: MailAddress

    /// nil when the text is no address.
    package init?(_ text: String) {
        guard let base = MailAddress(text.trimmingWhiteSpace()) else { return nil }
        self.base = base
    }

    /// The identifier that a recipient names; nil for the address itself, for other ones, and where a further `+` stands.
    package func project(namedBy recipient: Address) -> ProjectIdentifier? {
        guard let address = MailAddress(recipient.mail), let text = subaddress(address), !text.isEmpty,
            !text.contains("+")
        else { return nil }
        return ProjectIdentifier(String(text))
    }

    /// Whether `address` is this one or any subaddress of it: all of them lead to our mailbox.
    func owns(_ address: MailAddress) -> Bool { address == base || subaddress(address) != nil }

    private func subaddress(_ address: MailAddress) -> Substring? {
        let prefix = base.local + "+"
        guard address.domain == base.domain, address.local.hasPrefix(prefix) else { return nil }
        return address.local.dropFirst(prefix.count)
    }
}

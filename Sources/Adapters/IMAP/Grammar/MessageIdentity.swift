/// What names a message in its folder for good: `UIDVALIDITY/UID`, the provider's id in a `MessageKey`.
struct MessageIdentity: Hashable, Sendable, CustomStringConvertible {
    let validity: UIDValidity
    let uid: UID

    init(validity: UIDValidity, uid: UID) {
        self.validity = validity
        self.uid = uid
    }

    /// Nil when `id` is not of the form `UIDVALIDITY/UID`.
    init?(id: String) {
        let parts = id.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let validity = UInt32(parts[0]), let number = UInt32(parts[1]), let uid = UID(number)
        else { return nil }
        self.init(validity: UIDValidity(validity), uid: uid)
    }

    var description: String { "\(validity)/\(uid)" }
}

extension IntakeOptions {
    /// Whether an address is our own (7.5.19), whatever its case and the spelling of its domain: the subaddresses of
    /// `--project-from-subaddress` are ours as well.
    func isOwn(_ address: String) -> Bool {
        if ownAddresses.contains(address.lowercased()) { return true }
        guard let address = MailAddress(address) else { return false }
        return projectAddress?.owns(address) == true || ownAddresses.contains { MailAddress($0) == address }
    }
}

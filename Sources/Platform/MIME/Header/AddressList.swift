import CGMime
import Mail

/// Addresses of a From, To, Cc, Bcc or Reply-To field (RFC 5322, section 3.4), read by GMime within limits of work.
enum AddressList {
    /// Colons outside of quotes: each may open a group in a group, and GMime recurses, 128 to 256 bytes of stack each.
    private static let groups = 1_000
    /// GMime looks ahead from every comma to the next `@` or `<`, about 3 ns a byte (180 s for 400 KB of `a,`).
    private static let lookAheadBytes = 40_000_000

    /// Parses the raw value of a field. Groups are flattened; what has no `local@domain` is left out.
    ///
    /// Throws `too_complex` for a field that GMime must not see.
    static func parse(_ value: [UInt8]) throws(ParsingFailure) -> [Address] {
        let text = HeaderText.repaired(value)
        var addresses = try parse(repaired: text)
        // Where GMime finds nothing: some programs encode or quote the whole field, or leave a comment open.
        if addresses.isEmpty, text.contains("=?") { addresses = try parse(repaired: HeaderText.decode(value)) }
        let line = HeaderText.clean(text)
        let isQuoted = line.hasPrefix("\"") && line.hasSuffix("\"")
        let plain = String(text.filter { $0 != "(" && $0 != ")" && !(isQuoted && $0 == "\"") })
            .replacing("mailto:", with: "")
        if addresses.isEmpty, plain != text { addresses = try parse(repaired: plain) }
        return addresses
    }

    private static func parse(repaired field: String) throws(ParsingFailure) -> [Address] {
        let text = AddressRepair.repair(field)
        guard isAffordable(text) else { throw .addresses() }
        guard let list = internet_address_list_parse(nil, text) else { return [] }
        let handle = GObjectHandle(list)
        return withExtendedLifetime(handle) { addresses(of: list) }
    }

    private static func addresses(of list: UnsafeMutablePointer<InternetAddressList>) -> [Address] {
        var addresses: [Address] = []
        var open = [(list: list, next: Int32(0))]
        while let (list, index) = open.popLast() {
            guard index < internet_address_list_length(list) else { continue }
            open.append((list, index + 1))
            guard let entry = internet_address_list_get_address(list, index) else { continue }
            if let group = entry.cast(to: InternetAddressGroup.self, internet_address_group_get_type()) {
                if let members = internet_address_group_get_members(group) { open.append((members, 0)) }
            } else if let mailbox = entry.cast(
                to: InternetAddressMailbox.self, internet_address_mailbox_get_type()),
                let written = internet_address_mailbox_get_addr(mailbox),
                let mail = AddressRepair.address(String(cString: written))
            {
                let written = internet_address_get_name(entry).map { String(cString: $0) } ?? ""
                let name = HeaderText.clean(AddressRepair.restored(written))
                addresses.append(Address(name: name.isEmpty ? nil : name, mail: mail))
            }
        }
        return addresses
    }

    private static func isAffordable(_ text: String) -> Bool {
        // In comments and domain literals, and behind backslashes, quote marks do not count as such: then every mark does.
        let isPlain = !text.utf8.contains { $0 == 0x28 || $0 == 0x5B || $0 == 0x5C }
        var isQuoted = false
        var colons = 0
        var commas = 0
        var work = 0
        for byte in text.utf8 {
            work += commas
            switch byte {
            case 0x22: isQuoted = isPlain && !isQuoted
            case 0x3A where !isQuoted: colons += 1
            case 0x2C where !isQuoted: commas += 1
            case 0x40 where isPlain && !isQuoted, 0x3C where isPlain && !isQuoted: commas = 0
            default: break
            }
        }
        return colons <= groups && work <= lookAheadBytes
    }
}

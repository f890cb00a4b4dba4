import Mail
import Tracking

/// The account that an unknown sender gets under `--unknown-user create`.
struct NewAccount {
    /// Names and logins beyond this many characters are cut.
    private static let maximumLength = 255

    let address: Address
    let language: String
    let groups: [String]

    /// The login that is wanted first: the address.
    var login: String { String(address.normalized.prefix(Self.maximumLength)) }

    /// A login that is derived from the address alone, for when the address itself cannot be one: `user` and twelve
    /// hexadecimal digits. `attempt` gives another one each time.
    func derivedLogin(attempt: Int) -> String {
        // FNV-1a: the same address always gives the same login, and nothing secret hangs on it.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in (attempt == 0 ? address.normalized : "\(address.normalized)#\(attempt)").utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        let digits = String(hash & 0xffff_ffff_ffff, radix: 16)
        return "user" + String(repeating: "0", count: 12 - digits.count) + digits
    }

    /// Whether the address can be a login as it is: Latin letters, digits and `_-@.+`.
    var isLoginUsable: Bool {
        login.unicodeScalars.allSatisfy {
            ("a"..."z").contains($0) || ("0"..."9").contains($0) || "_-@.+".unicodeScalars.contains($0)
        }
    }

    func person(login: String) -> NewPerson {
        let (first, last) = names
        return NewPerson(
            login: login, firstName: first, lastName: last, mail: address.mail, language: language, groups: groups)
    }

    /// First and last name; `-` where there is none.
    var names: (first: String, last: String) {
        let pieces =
            displayName.map(Self.pieces(of:))
            ?? address.mail.prefix { $0 != "@" }.split(separator: ".").map(String.init)
        func cut(_ text: String) -> String { text.isEmpty ? "-" : String(text.prefix(Self.maximumLength)) }
        return (cut(pieces.first ?? ""), cut(pieces.dropFirst().joined(separator: " ")))
    }

    /// The display name without quotes and control characters; nil when it says nothing beside the address.
    private var displayName: String? {
        guard let name = address.name else { return nil }
        let readable = String(String.UnicodeScalarView(name.unicodeScalars.filter { !$0.properties.isControl }))
        let bare = readable.trimmingCharacters { $0.isWhitespace || $0 == "\"" || $0 == "'" }
        return bare.isEmpty || bare.lowercased() == address.normalized ? nil : bare
    }

    /// `John Paul Smith` is John, `Paul Smith`; `Doe, John` is John, Doe.
    private static func pieces(of name: String) -> [String] {
        let sides = name.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingWhiteSpace() }
        if sides.count == 2, !sides[0].isEmpty, !sides[1].isEmpty { return [sides[1], sides[0]] }
        return name.split(whereSeparator: \.isWhitespace).map(String.init)
    }
}

/// What a server says it can do (RFC 9051, section 7.2.2).
struct Capabilities: Sendable, Equatable {
    /// Names in upper case.
    private(set) var names: Set<String>

    init(_ names: some Sequence<String>) { self.names = Set(names.map { $0.uppercased() }) }

    func contains(_ name: String) -> Bool { names.contains(name) }

    /// IMAP4rev2 holds the extension within itself.
    private func offers(_ name: String) -> Bool { contains(name) || contains("IMAP4REV2") }

    var isIMAP: Bool { contains("IMAP4REV1") || contains("IMAP4REV2") }
    /// UIDPLUS (RFC 4315): UID EXPUNGE.
    var hasUIDExpunge: Bool { offers("UIDPLUS") }
    /// MOVE (RFC 6851).
    var hasMove: Bool { offers("MOVE") }
    /// IDLE (RFC 2177).
    var hasIdle: Bool { offers("IDLE") }
    /// ESEARCH (RFC 4731): a search result as a set.
    var hasExtendedSearch: Bool { offers("ESEARCH") }
    /// NAMESPACE (RFC 2342).
    var hasNamespace: Bool { offers("NAMESPACE") }
    /// SASL-IR (RFC 4959): the first answer may stand in the AUTHENTICATE command.
    var hasInitialResponse: Bool { offers("SASL-IR") }
    /// ACL (RFC 4314): MYRIGHTS.
    var hasRights: Bool { contains("ACL") }
    /// UTF8=ACCEPT (RFC 6855).
    var acceptsUTF8: Bool { contains("UTF8=ACCEPT") || contains("UTF8=ONLY") }
    /// LITERAL+ (RFC 7888): a literal of any size without waiting.
    var hasUnaskedLiterals: Bool { contains("LITERAL+") }
    var isLoginDisabled: Bool { contains("LOGINDISABLED") }

    func hasMechanism(_ name: String) -> Bool { contains("AUTH=\(name)") }
}

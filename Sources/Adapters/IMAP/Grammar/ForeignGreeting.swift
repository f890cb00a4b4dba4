/// What a server says first that is no IMAP server (RFC 9051, section 7.1).
struct ForeignGreeting: Sendable, Equatable {
    private static let shownLimit = 80

    /// Its first line, as far as it can be shown.
    let shown: String
    /// Who speaks so: `an SMTP server`.
    let speaker: String

    /// Nil for what may be IMAP.
    init?(_ line: some StringProtocol) {
        let upper = line.prefix(40).uppercased()
        guard !upper.hasPrefix("* ") else { return nil }
        shown = String(
            line.unicodeScalars.prefix(Self.shownLimit).map {
                (0x20...0x7e).contains($0.value) ? Character($0) : "?"
            })
        speaker =
            switch upper {
            case _ where upper.hasPrefix("220") && upper.contains("FTP"): "an FTP server"
            case _ where ["220", "421", "554"].contains { upper.hasPrefix($0) }: "an SMTP server"
            case _ where upper.hasPrefix("+OK") || upper.hasPrefix("-ERR"): "a POP3 server"
            case _ where upper.hasPrefix("SSH-"): "an SSH server"
            case _ where upper.hasPrefix("HTTP/") || upper.hasPrefix("<"): "a web server"
            default: "no IMAP server"
            }
    }
}

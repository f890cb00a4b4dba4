/// What a server sent is not IMAP (RFC 9051, section 9), or more than we take.
struct GrammarFailure: Error, Equatable {
    /// What was met: "a line of more than 16777216 bytes".
    let what: String

    init(_ what: String) { self.what = what }
}

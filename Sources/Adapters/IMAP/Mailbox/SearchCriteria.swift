/// What search criteria ask of a mail's flags, as far as that is plain to see.
struct SearchCriteria: Sendable {
    /// The mail must not be `\Seen`.
    let asksUnseen: Bool
    /// The mail must not be `\Deleted`.
    let asksUndeleted: Bool

    init(_ criteria: String) {
        let words = criteria.uppercased().split(whereSeparator: { " ()".contains($0) })
        let isPlain = !words.contains("OR") && !words.contains("NOT")
        asksUnseen = isPlain && (words.contains("UNSEEN") || words.contains("NEW"))
        asksUndeleted = isPlain && words.contains("UNDELETED")
    }

    /// Whether a mail with these flags may still match.
    func allows(_ flags: [Flag]) -> Bool {
        !(asksUnseen && flags.contains(.seen)) && !(asksUndeleted && flags.contains(.deleted))
    }
}

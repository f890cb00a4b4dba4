/// The folder that is selected, and what SELECT told about it.
struct SelectedFolder: Sendable {
    /// As the server names it.
    let name: String
    let validity: UIDValidity
    var isReadOnly: Bool
    /// Flags that stay; nil where the server did not say.
    var permanentFlags: [Flag]?
    /// What the next mail's UID will be at least; nil where the server did not say.
    let uidNext: UID?
    /// How many mails lie in it.
    var count: Int
}

/// What is open while lines are written.
extension MarkdownWriter {
    /// A quote or list item around the lines.
    struct Container {
        /// Before its first line; nil once that was written.
        var first: String?
        /// Before all other lines, the marks of the containers around it included.
        let lead: String
        /// `lead` without blanks at its end, for empty lines.
        let emptyLead: String
        let isListItem: Bool
    }

    /// Emphasis or a link that is open.
    struct Marker {
        let text: String
        /// Where its text starts in the line, in bytes; nil before it was written.
        var start: Int?
        /// Whether nothing is written for it: the same emphasis twice, or a link that a line end has closed.
        var isSilent: Bool
    }

    struct Row {
        var firstLine: Int
        var hasCells = false
    }
}

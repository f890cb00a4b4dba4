/// One thing that a sender is told: what was wrong with the mail, in no language yet.
///
/// Carries what the sender wrote, and values that the sender may see; never a number, a name or an address of ours.
enum Complaint: Hashable {
    /// Gone or hidden: the same words for both.
    case replyTargetUnavailable
    case noProject
    /// Does not exist or is hidden: the same words for both.
    case unknownProject(line: String)
    case inactiveProject
    case mayNotCreate
    case mayNotComment
    case mayNotCommentPrivately
    case mayNotAnswer
    case mayNotCommentOnNews
    case threadLocked
    case nothingToAdd
    /// An attribute that has to be set; `acceptable` is empty where any value will do.
    case missing(name: String, acceptable: [String])
    case unknownValue(line: String, acceptable: [String])
    case ambiguousValue(line: String)
    case invalidValue(line: String, expected: ValueForm)
    /// The start would lie behind the end.
    case startAfterEnd(line: String)
    case refusedAttribute(line: String)
    case fileTooLarge(name: String)
    case mayNotAttach(name: String)

    /// Whether the sender can do something about it.
    var isCorrectable: Bool {
        switch self {
        case .replyTargetUnavailable, .inactiveProject, .mayNotCreate, .mayNotComment, .mayNotCommentPrivately,
            .mayNotAnswer, .mayNotCommentOnNews, .threadLocked:
            false
        default: true
        }
    }
}

/// How a value has to look.
enum ValueForm: Hashable {
    case date, hours, percent, integer, number, boolean, link, workPackage, other
}

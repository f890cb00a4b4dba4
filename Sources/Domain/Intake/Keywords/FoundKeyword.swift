package import Tracking

/// What a keyword line can set: the project of a new work package, or an attribute.
package enum KeywordTarget: Hashable, Sendable {
    case project
    case attribute(Attribute)

    /// The target with this `dataName`; nil for custom fields and unknown names.
    init?(dataName: some StringProtocol) {
        let all = [.project] + Attribute.builtIn.map(Self.attribute)
        guard let match = all.first(where: { $0.dataName == dataName }) else { return nil }
        self = match
    }

    /// `project`, or the attribute's name in the data file.
    package var dataName: String {
        switch self {
        case .project: "project"
        case .attribute(let attribute): attribute.dataName
        }
    }
}

/// One line of a text that reads as a keyword.
package struct FoundKeyword: Hashable, Sendable {
    package var target: KeywordTarget
    /// What stands behind the colon, trimmed; never empty.
    package var value: String
    /// The line as written, trimmed.
    package var line: String
    /// Position in the lines of the text it was found in, from 0.
    package var lineIndex: Int

    package init(target: KeywordTarget, value: String, line: String, lineIndex: Int) {
        self.target = target
        self.value = value
        self.line = line
        self.lineIndex = lineIndex
    }
}

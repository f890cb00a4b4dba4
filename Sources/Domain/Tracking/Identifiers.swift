/// A project's identifier as it stands in addresses: `demo-project`. Compared without regard to case.
package struct ProjectIdentifier: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) { self.text = text }

    package var description: String { text }

    package static func == (left: Self, right: Self) -> Bool { left.text.lowercased() == right.text.lowercased() }

    package func hash(into hasher: inout Hasher) { hasher.combine(text.lowercased()) }
}

/// A tracker's number for a project.
package struct ProjectID: Hashable, Sendable {
    package let number: Int

    package init(_ number: Int) { self.number = number }
}

/// A tracker's number for a person, a group or a placeholder: one number space.
package struct PrincipalID: Hashable, Sendable {
    package let number: Int

    package init(_ number: Int) { self.number = number }
}

/// The number people know a work package by (`#42`).
package struct WorkPackageID: Hashable, Sendable, CustomStringConvertible {
    package let number: Int

    package init(_ number: Int) { self.number = number }

    package var description: String { "#\(number)" }
}

/// A comment's number, unique over the whole tracker (OpenProject: the journal).
package struct CommentID: Hashable, Sendable {
    package let number: Int

    package init(_ number: Int) { self.number = number }
}

/// A forum message's number.
package struct ForumMessageID: Hashable, Sendable, CustomStringConvertible {
    package let number: Int

    package init(_ number: Int) { self.number = number }

    package var description: String { "message \(number)" }
}

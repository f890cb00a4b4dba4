/// An attribute of a work package that a mail can set.
package enum Attribute: Hashable, Sendable {
    case type, status, priority, category, version, parent, assignee, accountable
    case startDate, dueDate, estimatedHours, remainingHours, percentDone
    /// Who may see the work package is narrowed down: see `WorkPackage.isPrivate`.
    case isPrivate
    case customField(name: String)

    /// All but custom fields, in the order in which they are shown.
    package static let builtIn: [Attribute] = [
        .type, .status, .priority, .category, .version, .parent, .assignee, .accountable, .startDate, .dueDate,
        .estimatedHours, .remainingHours, .percentDone, .isPrivate,
    ]

    /// The name in the data file and in `changes`: `dueDate`, `private`, `customFields.Severity`.
    package var dataName: String {
        switch self {
        case .customField(let name): "customFields.\(name)"
        case .isPrivate: "private"
        default: "\(self)"
        }
    }
}

/// A value for an attribute, looked up and checked.
package enum AttributeValue: Hashable, Sendable {
    /// Type, status, priority, category, version.
    case choice(Choice)
    /// Several choices: versions of a custom field.
    case choices([Choice])
    /// Assignee, accountable; custom fields of format user.
    case principal(Principal)
    case principals([Principal])
    case workPackage(WorkPackageID)
    case date(CalendarDate)
    /// Hours as a decimal number, 0 or more.
    case hours(Double)
    /// 0 to 100.
    case percent(Int)
    case text(String)
    case integer(Int)
    case number(Double)
    case boolean(Bool)
    /// Options of a list field that takes several.
    case texts([String])

    /// The value as a person reads it.
    package var displayed: String {
        switch self {
        case .choice(let choice): choice.name
        case .choices(let choices): choices.map(\.name).joined(separator: ", ")
        case .principal(let principal): principal.name
        case .principals(let principals): principals.map(\.name).joined(separator: ", ")
        case .workPackage(let id): id.description
        case .date(let date): date.description
        case .hours(let hours): "\(hours) h"
        case .percent(let percent): "\(percent) %"
        case .text(let text): text
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .boolean(let value): value ? "yes" : "no"
        case .texts(let texts): texts.joined(separator: ", ")
        }
    }
}

/// A day of the Gregorian calendar; printed `YYYY-MM-DD`.
package struct CalendarDate: Hashable, Sendable, CustomStringConvertible, Comparable {
    package let year: Int
    package let month: Int
    package let day: Int

    /// nil when there is no such day (2010-02-30).
    package init?(year: Int, month: Int, day: Int) {
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...9999).contains(year), (1...12).contains(month), (1...lengths[month - 1]).contains(day) else {
            return nil
        }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `YYYY-MM-DD`; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let pieces = text.split(separator: "-", omittingEmptySubsequences: false)
        guard pieces.count == 3, pieces[0].count == 4, pieces[1].count == 2, pieces[2].count == 2,
            pieces.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } }),
            let year = Int(pieces[0]), let month = Int(pieces[1]), let day = Int(pieces[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    package var description: String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

import Foundation
import Tracking

/// A point in time to the second; printed `2026-01-31T08:15:00Z` (ISO 8601, UTC).
package struct Timestamp: Hashable, Sendable, CustomStringConvertible {
    package let secondsSince1970: Int

    init(_ date: Date) { secondsSince1970 = Int(date.timeIntervalSince1970.rounded(.down)) }

    /// Reads date, `T` or a blank, time, an optional fraction (dropped) and `Z` or an offset; nil for anything else.
    package init?(_ text: String) {
        let pattern = /(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(?:\.\d+)?(?:[Zz]|([+-])(\d{2}):?(\d{2}))/
        guard let match = text.wholeMatch(of: pattern), CalendarDate(match.1) != nil,
            let date = try? Date("\(match.1)T\(match.2)Z", strategy: .iso8601)
        else { return nil }
        let offset = (Int(match.4 ?? "") ?? 0) * 3600 + (Int(match.5 ?? "") ?? 0) * 60
        self.init(date.addingTimeInterval(Double(match.3 == "-" ? offset : -offset)))
    }

    package var description: String { Date(timeIntervalSince1970: Double(secondsSince1970)).formatted(.iso8601) }
}

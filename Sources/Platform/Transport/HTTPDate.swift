package import Foundation

/// Dates of HTTP header fields.
package enum HTTPDate {
    /// Reads an IMF-fixdate, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7); nil for the obsolete forms.
    package static func parse(_ text: String) -> Date? {
        let words = text.split(whereSeparator: { $0 == " " || $0 == ":" || $0 == "," })
        guard words.count == 8, words[7] == "GMT", let month = months.firstIndex(of: words[2]),
            let day = Int(words[1]), let year = Int(words[3]), let hour = Int(words[4]), let minute = Int(words[5]),
            let second = Int(words[6])
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar.date(
            from: DateComponents(
                year: year, month: month + 1, day: day, hour: hour, minute: minute, second: min(second, 59)))
    }

    private static let months: [Substring] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// What a `Retry-After` field asks for (RFC 9110, section 10.2.3), in seconds or as a date; nil for anything else.
    package static func retryAfter(_ field: String?, now: Date) -> Duration? {
        guard let field else { return nil }
        if let seconds = Int(field) { return seconds >= 0 ? .seconds(seconds) : nil }
        return parse(field).map { .seconds(max(0, $0.timeIntervalSince(now))) }
    }
}

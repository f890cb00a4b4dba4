import Foundation
import Tracking

/// A point in time to the second; printed `2026-01-31T08:15:00Z` (ISO 8601, UTC).
///
/// Reckoned by hand: an export or import reads several for each work package, and Foundation takes 0.3 ms for one.
package struct Timestamp: Hashable, Sendable, CustomStringConvertible {
    package let secondsSince1970: Int

    init(_ date: Date) { secondsSince1970 = Int(date.timeIntervalSince1970.rounded(.down)) }

    /// Reads date, `T` or a blank, time, an optional fraction (dropped) and `Z` or an offset; nil for anything else.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, let date = CalendarDate(text.prefix(10)), [0x54, 0x74, 0x20].contains(bytes[10]),
            let second = Self.secondOfDay(bytes[11..<19])
        else { return nil }
        var zone = bytes[19...]
        if zone.first == UInt8(ascii: ".") { zone = zone.dropFirst().drop { (0x30...0x39).contains($0) } }
        guard let offset = Self.offset(zone) else { return nil }
        secondsSince1970 = Self.days(until: date) * 86_400 + second - offset
    }

    package var description: String {
        let day = (secondsSince1970 - Self.modulo(secondsSince1970, 86_400)) / 86_400
        let second = Self.modulo(secondsSince1970, 86_400)
        let (year, month, monthDay) = Self.date(days: day)
        func padded(_ number: Int, _ width: Int = 2) -> String {
            String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
        }
        return "\(padded(year, 4))-\(padded(month))-\(padded(monthDay))"
            + "T\(padded(second / 3600)):\(padded(second / 60 % 60)):\(padded(second % 60))Z"
    }

    /// `hh:mm:ss`
    private static func secondOfDay(_ bytes: ArraySlice<UInt8>) -> Int? {
        let pieces = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map(number)
        guard pieces.count == 3, let hour = pieces[0], let minute = pieces[1], let second = pieces[2],
            hour < 24, minute < 60, second < 60
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    /// Seconds east of UTC: `Z`, `+02:00`, `-0130`.
    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
        if bytes == [0x5A] || bytes == [0x7A] { return 0 }
        let digits = Array(bytes.dropFirst().filter { $0 != UInt8(ascii: ":") })
        guard let sign = bytes.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), digits.count == 4,
            let hours = number(digits[0..<2]), let minutes = number(digits[2..<4])
        else { return nil }
        return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
    }

    /// Two digits.
    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count == 2, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return bytes.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// Days from 1970-01-01, in years that begin in March, so that the leap day is the last of its year.
    private static func days(until date: CalendarDate) -> Int {
        let year = date.month > 2 ? date.year : date.year - 1
        let dayOfYear = (153 * ((date.month + 9) % 12) + 2) / 5 + date.day - 1
        return 365 * year + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    }

    /// The inverse of `days(until:)`; 146,097 days are 400 years.
    private static func date(days: Int) -> (year: Int, month: Int, day: Int) {
        let all = days + 719_468
        let dayOfEra = modulo(all, 146_097)
        let era = (all - dayOfEra) / 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let isAfterFebruary = month < 10
        return (
            yearOfEra + era * 400 + (isAfterFebruary ? 0 : 1), isAfterFebruary ? month + 3 : month - 9,
            dayOfYear - (153 * month + 2) / 5 + 1
        )
    }

    /// The remainder that is never negative.
    private static func modulo(_ number: Int, _ divisor: Int) -> Int {
        let rest = number % divisor
        return rest < 0 ? rest + divisor : rest
    }
}

package import Tracking

/// Reads the text behind a keyword's colon.
package enum ValueParser {
    /// Decimal hours, 0 or more; nil for anything else (7.5.15).
    package static func hours(_ text: String) -> Double? { Double(text) }

    /// 0 to 100, with or without a percent sign.
    package static func percent(_ text: String) -> Int? { Int(text) }

    /// `YYYY-MM-DD`.
    package static func date(_ text: String) -> CalendarDate? { CalendarDate(text) }

    /// A whole number, with or without a sign.
    package static func integer(_ text: String) -> Int? { Int(text) }

    /// A decimal number with point or comma.
    package static func number(_ text: String) -> Double? { Double(text) }

    /// Yes or no, in words of several languages, or 1 and 0.
    package static func boolean(_ text: String) -> Bool? { Bool(text) }

    /// An `http` or `https` address.
    package static func link(_ text: String) -> String? { text }
}

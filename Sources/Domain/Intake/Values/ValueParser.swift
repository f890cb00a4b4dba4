package import Tracking

/// Reads the text behind a keyword's colon; nil when it is not of the asked form.
package enum ValueParser {
    /// Decimal hours, 0 or more, from `2.5`, `2,5`, `2h`, `2h30`, `2:30`, `150m`, `2 hours` (7.5.15).
    package static func hours(_ text: String) -> Double? { HoursText(text)?.hours }

    /// 0 to 100 in whole numbers, with or without a percent sign on either side (Turkish: `%40`).
    package static func percent(_ text: String) -> Int? {
        var digits = Substring(NormalForm(text).text)
        if digits.first == "%" {
            digits = digits.dropFirst()
        } else if digits.last == "%" {
            digits = digits.dropLast()
        }
        guard let percent = integer(String(digits)), (0...100).contains(percent) else { return nil }
        return percent
    }

    /// `YYYY-MM-DD`, with nothing but blanks around it; nil also for a day that does not exist.
    package static func date(_ text: String) -> CalendarDate? { CalendarDate(QuoteMark.trimmed(text[...])) }

    /// A whole number, with or without a sign.
    package static func integer(_ text: String) -> Int? { Int(NormalForm(text).text) }

    /// A decimal number with point or comma, with or without a sign.
    package static func number(_ text: String) -> Double? {
        let form = NormalForm(text).text
        let isSigned = form.hasPrefix("-") || form.hasPrefix("+")
        guard let number = DecimalText(isSigned ? form.dropFirst() : form[...]) else { return nil }
        return form.hasPrefix("-") ? -number.value : number.value
    }

    /// Yes or no in the languages of the labels, `true` and `false`, `1` and `0`.
    package static func boolean(_ text: String) -> Bool? {
        let word = NormalForm(text)
        if BooleanWords.yes.contains(word) { return true }
        return BooleanWords.no.contains(word) ? false : nil
    }

    /// An `http` or `https` address, bare, in angle brackets, or as a Markdown link.
    package static func link(_ text: String) -> String? {
        let target = MarkdownLink.target(of: text)
        let lower = target.lowercased()
        guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix), target.count > scheme.count,
            !target.contains(where: \.isWhitespace)
        else { return nil }
        return target
    }
}

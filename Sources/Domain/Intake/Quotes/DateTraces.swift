/// What in a sentence looks like a date. Digits of any script count.
struct DateTraces {
    /// Numbers, each a row of digits.
    private(set) var numbers = 0
    /// Two numbers with `:` between them, the second of two digits.
    private(set) var hasTime = false

    private var hasYear = false
    private var hasJoinedDate = false

    /// A year of four digits beside another number, or three numbers with `.`, `/` or `-` between them.
    var isDate: Bool { hasJoinedDate || (hasYear && numbers > 1) }

    init(_ text: String) {
        var digits = 0
        var joined = 0
        var separator: Unicode.Scalar?
        // The blank behind the text ends its last number.
        for scalar in text.unicodeScalars + [" "] {
            if Self.isDigit(scalar) {
                digits += 1
                continue
            }
            if digits > 0 {
                numbers += 1
                joined = separator == "." || separator == "/" || separator == "-" ? joined + 1 : 1
                if digits == 4 { hasYear = true }
                if joined == 3 { hasJoinedDate = true }
                if digits == 2, separator == ":" { hasTime = true }
                separator = scalar
            } else {
                separator = nil
            }
            digits = 0
        }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        // The table of properties is slow, and most text needs none of it.
        scalar.isASCII ? ("0"..."9").contains(scalar) : scalar.properties.generalCategory == .decimalNumber
    }
}

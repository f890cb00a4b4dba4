/// What in a sentence looks like a date.
struct DateTraces {
    /// Any decimal digit, of any script.
    private(set) var hasDigit = false
    /// Four digits in a row, or three numbers with `.`, `/` or `-` between them.
    private(set) var hasYear = false
    /// Two numbers with `:` or `.` between them, the second of two digits.
    private(set) var hasTime = false

    init(_ text: String) {
        var digits = 0
        var numbers = 0
        var separator: Unicode.Scalar?
        func isJoint(_ scalar: Unicode.Scalar?) -> Bool { scalar == "." || scalar == "/" || scalar == "-" }
        // The blank behind the text ends its last number.
        for scalar in text.unicodeScalars + [" "] {
            if scalar.properties.generalCategory == .decimalNumber {
                digits += 1
                continue
            }
            if digits > 0 {
                hasDigit = true
                numbers = isJoint(separator) ? numbers + 1 : 1
                if digits == 4 || numbers == 3 { hasYear = true }
                if digits == 2, separator == ":" || separator == "." { hasTime = true }
                separator = scalar
            } else {
                separator = nil
                numbers = 0
            }
            digits = 0
        }
    }
}

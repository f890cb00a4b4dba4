/// A decimal number without sign, with point or comma, without thousands separators and exponents: `52.6`, `52,6`, `40`.
struct DecimalText {
    let value: Double
    let isWhole: Bool

    init?(_ text: some StringProtocol) {
        let pieces = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        // Beyond 15 digits a Double is no longer exact.
        guard pieces.count <= 2, text.count <= 16,
            pieces.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let value = Double(pieces.joined(separator: "."))
        else { return nil }
        self.value = value
        isWhole = pieces.count == 1
    }
}

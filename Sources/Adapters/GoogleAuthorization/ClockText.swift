/// Words for a clock that is wrong.
package enum ClockText {
    /// Differences below a minute harm nobody: Google takes them.
    package static let tolerance: Duration = .seconds(60)

    /// `difference` is positive when our clock is behind.
    package static func warning(_ difference: Duration) -> String {
        "this machine's clock is \(phrase(difference)) Google's; set it (timedatectl set-ntp true)"
    }

    /// `3 min 20 s behind`, `2 h 0 min ahead of`.
    package static func phrase(_ difference: Duration) -> String {
        let seconds = abs(Int((difference / .seconds(1)).rounded()))
        let amount =
            switch seconds {
            case ..<60: "\(seconds) s"
            case ..<3600: "\(seconds / 60) min \(seconds % 60) s"
            default: "\(seconds / 3600) h \(seconds / 60 % 60) min"
            }
        return amount + (difference < .zero ? " ahead of" : " behind")
    }
}

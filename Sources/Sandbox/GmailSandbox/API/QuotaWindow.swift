/// The units that a mailbox spent in the last 60 seconds.
struct QuotaWindow: Sendable {
    static let seconds = 60.0

    private var charges: [(time: Double, units: Int)] = []
    private var spent = 0

    /// Charges a call, or refuses it when the window would hold more than `limit`; a refused call is not charged.
    mutating func charge(_ units: Int, at now: Double, limit: Int) -> Bool {
        let expired = charges.prefix { $0.time <= now - Self.seconds }
        spent -= expired.reduce(0) { $0 + $1.units }
        charges.removeFirst(expired.count)
        guard spent + units <= limit else { return false }
        charges.append((now, units))
        spent += units
        return true
    }
}

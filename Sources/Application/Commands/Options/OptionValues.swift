import ArgumentParser

/// A truth value as people write it: true/false, 1/0, yes/no, on/off, in any case.
package struct Toggle: ExpressibleByArgument, Equatable, Sendable {
    package let isOn: Bool

    package init(_ isOn: Bool) { self.isOn = isOn }

    package init?(argument: String) {
        switch argument.lowercased() {
        case "true", "1", "yes", "on": isOn = true
        case "false", "0", "no", "off": isOn = false
        default: return nil
        }
    }

    package var defaultValueDescription: String { isOn ? "true" : "false" }
}

/// A size in bytes: `500000`, `64M`, `256K`, `1G`.
package struct ByteSize: ExpressibleByArgument, Equatable, Sendable {
    package let bytes: Int

    package init(bytes: Int) { self.bytes = bytes }

    package init?(argument: String) {
        var digits = argument.uppercased()
        if digits.hasSuffix("B") { digits.removeLast() }
        var factor = 1
        if let last = digits.last, let power = ["K": 1024, "M": 1024 * 1024, "G": 1024 * 1024 * 1024][String(last)] {
            factor = power
            digits.removeLast()
        }
        guard let number = Int(digits), number > 0, number <= Int.max / factor else { return nil }
        bytes = number * factor
    }

    package var defaultValueDescription: String {
        bytes % (1024 * 1024) == 0 ? "\(bytes / 1024 / 1024)M" : "\(bytes)"
    }
}

/// A number of seconds, at least 0: `60`, `60s`, `10m`, `2h`.
package struct Seconds: ExpressibleByArgument, Equatable, Sendable {
    package let seconds: Int

    package init(_ seconds: Int) { self.seconds = seconds }

    package init?(argument: String) {
        var digits = argument.lowercased()
        var factor = 1
        if let last = digits.last, let unit = ["s": 1, "m": 60, "h": 3600][String(last)] {
            factor = unit
            digits.removeLast()
        }
        guard let number = Int(digits), number >= 0, number <= 1_000_000_000 / factor else { return nil }
        seconds = number * factor
    }

    package var duration: Duration { .seconds(seconds) }
    package var defaultValueDescription: String { "\(seconds)" }
}

/// Gmail units in a minute, or no budget at all.
package enum QuotaUnits: ExpressibleByArgument, Equatable, Sendable {
    case perMinute(Int)
    case unlimited

    package init?(argument: String) {
        if argument.lowercased() == "unlimited" {
            self = .unlimited
        } else if let number = Int(argument), number >= 100 {
            // The dearest call is batchModify with 50 units: below 100 nothing would ever be sent.
            self = .perMinute(number)
        } else {
            return nil
        }
    }

    package var unitsPerMinute: Int? {
        if case .perMinute(let units) = self { return units }
        return nil
    }

    package var defaultValueDescription: String { unitsPerMinute.map(String.init) ?? "unlimited" }
}

/// A number that is at least 1.
package struct Count: ExpressibleByArgument, Equatable, Sendable {
    package let number: Int

    package init(_ number: Int) { self.number = number }

    package init?(argument: String) {
        guard let number = Int(argument), number >= 1 else { return nil }
        self.number = number
    }

    package var defaultValueDescription: String { "\(number)" }

    /// One more, to see whether there are more; the largest number has none.
    package var andOneMore: Int { number < .max ? number + 1 : number }
}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case text, json }
enum LogFormat: String, ExpressibleByArgument, CaseIterable { case text, json }
enum LogThreshold: String, ExpressibleByArgument, CaseIterable {
    case trace, debug, info, notice, warning, error, critical
}

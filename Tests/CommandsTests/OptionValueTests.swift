import Mail
import Testing

@testable import Commands

@Suite
struct OptionValueTests {
    @Test(
        arguments: [
            ("true", true), ("TRUE", true), ("1", true), ("yes", true), ("On", true), ("false", false), ("0", false),
            ("No", false), ("off", false), ("", nil), ("maybe", nil), ("2", nil), ("t", nil),
        ] as [(String, Bool?)])
    func `3_4 given a truth value, when it is read, then only its eight spellings count`(text: String, value: Bool?) {
        #expect(Toggle(argument: text)?.isOn == value)
    }

    @Test(
        arguments: [
            ("64M", 67_108_864), ("1", 1), ("256K", 262_144), ("1G", 1_073_741_824), ("10MB", 10_485_760),
            ("10m", 10_485_760), ("0", nil), ("-1", nil), ("M", nil), ("1T", nil), ("9999999999G", nil), ("1.5M", nil),
        ] as [(String, Int?)])
    func `given a size, when it is read, then it is a number of bytes or nothing`(text: String, bytes: Int?) {
        #expect(ByteSize(argument: text)?.bytes == bytes)
    }

    @Test(
        arguments: [
            ("600", 600), ("10m", 600), ("2h", 7_200), ("30s", 30), ("0", 0), ("-1", nil), ("soon", nil),
            ("99999999999h", nil),
        ] as [(String, Int?)])
    func `given a time, when it is read, then it is a number of seconds or nothing`(text: String, seconds: Int?) {
        #expect(Seconds(argument: text)?.seconds == seconds)
    }

    @Test(arguments: [("6000", 6_000), ("100", 100), ("99", nil), ("lots", nil)] as [(String, Int?)])
    func `7_1_2 given quota units, when they are read, then a call always fits into them`(text: String, units: Int?) {
        #expect(QuotaUnits(argument: text)?.unitsPerMinute == units)
    }

    @Test func `7_1_2 given unlimited units, when they are read, then there is no budget`() {
        #expect(QuotaUnits(argument: "Unlimited") == .unlimited)
    }

    @Test(
        arguments: [
            ("tracker", .tracker(path: nil)), ("tracker:", .tracker(path: nil)),
            ("tracker:/var/t.sqlite", .tracker(path: "/var/t.sqlite")), ("command", .command), ("command:", .command),
            ("maildir:/var/mail/in", .maildir(path: "/var/mail/in")),
        ] as [(String, Target)])
    func `given a target, when it is read, then a trailing colon does not matter`(text: String, target: Target) throws {
        #expect(try Target(text) == target)
    }

    @Test(arguments: [
        ("maildir", "--deliver-to maildir: a Maildir needs its path, as in maildir:/var/mail/in."),
        ("maildir:", "--deliver-to maildir:: a Maildir needs its path, as in maildir:/var/mail/in."),
        ("pigeon:x", "--deliver-to pigeon:x: unknown target. Known are tracker, maildir:PATH and command."),
    ])
    func `7_2_2 given an unknown target, when it is read, then it is wrong usage`(text: String, says: String) {
        #expect(throws: CommandFailure(.usage, says)) { try Target(text) }
    }

    @Test(
        arguments: [
            (.unavailable(retryAfter: nil), 75), (.cancelled, 75), (.refused, 69), (.credentials, 77),
            (.configuration, 78),
        ] as [(SourceFailure.Kind, Int32)])
    func `7_2_2 given a failure of the source, when the program ends, then its class is the exit code`(
        kind: SourceFailure.Kind, code: Int32
    ) {
        #expect(ExitClass(kind).rawValue == code)
    }

    @Test(arguments: [(1, 2), (Int.max - 1, Int.max), (Int.max, Int.max)])
    func `given any limit, when one more is looked for, then that is a number`(limit: Int, asked: Int) {
        #expect(Count(argument: "\(limit)")?.andOneMore == asked)
    }
}

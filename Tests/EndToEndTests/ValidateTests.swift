import Foundation
import GmailSandbox
import Signing
import TestSupport
import Testing

/// Every step of `validate gmail` is once the first to fail, and only the steps that need it are skipped.
@Suite(.timeLimit(.minutes(3)))
struct ValidateTests {
    private static let steps = [
        "key-file", "key-mode", "key-shape", "private-key", "assertion", "clock", "token", "mailbox", "query", "state",
        "target",
    ]

    /// What is broken, and what each step must then be; steps that are not named pass.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var expected: [String: String]
        var exit: Int
        var breakIt: @Sendable (World) throws -> Void
        var words: [String] = []

        var testDescription: String { name }
    }

    private static func edit(_ world: World, _ change: (inout [String: Any]) throws -> Void) throws {
        let url = URL(fileURLWithPath: world.keyFile)
        var object = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
        try change(&object)
        try JSONSerialization.data(withJSONObject: object).write(to: url)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: world.keyFile)
    }

    private static let cases: [Case] = [
        Case(name: "all is well", expected: [:], exit: 0) { _ in },
        Case(
            name: "key file missing",
            expected: [
                "key-file": "fail", "key-mode": "skipped", "key-shape": "skipped", "private-key": "skipped",
                "assertion": "skipped", "clock": "skipped", "token": "skipped", "mailbox": "skipped",
                "query": "skipped",
            ], exit: 78
        ) { try FileManager.default.removeItem(atPath: $0.keyFile) },
        Case(
            name: "others can read the key, which is not to be",
            expected: [
                "key-file": "fail", "key-mode": "skipped", "key-shape": "skipped", "private-key": "skipped",
                "assertion": "skipped", "clock": "skipped", "token": "skipped", "mailbox": "skipped",
                "query": "skipped",
            ], exit: 78,
            breakIt: {
                try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: $0.keyFile)
            }, words: ["--strict-permissions"]),
        Case(name: "others can read the key", expected: ["key-mode": "warn"], exit: 0) {
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: $0.keyFile)
        },
        Case(
            name: "a field is missing",
            expected: [
                "key-shape": "fail", "private-key": "skipped", "assertion": "skipped", "clock": "skipped",
                "token": "skipped", "mailbox": "skipped", "query": "skipped",
            ], exit: 78
        ) { try edit($0) { $0["client_email"] = nil } },
        Case(
            name: "the private key is broken",
            expected: [
                "private-key": "fail", "assertion": "skipped", "clock": "skipped", "token": "skipped",
                "mailbox": "skipped", "query": "skipped",
            ], exit: 78
        ) { try edit($0) { $0["private_key"] = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n" } },
        Case(name: "the clock is wrong", expected: ["clock": "warn"], exit: 0) {
            $0.sandbox.setClockOffset(seconds: -1_800)
        },
        Case(
            name: "another key is registered", expected: ["token": "fail", "mailbox": "skipped", "query": "skipped"],
            exit: 77
        ) { try edit($0) { $0["private_key"] = try RSAPrivateKey.generate().pem() } },
        Case(name: "the mailbox refuses", expected: ["mailbox": "fail", "query": "skipped"], exit: 77) {
            $0.sandbox.install([
                Fault("getProfile", times: 9).with {
                    $0.status = 400
                    $0.body = [
                        "error": [
                            "code": 400, "message": "Mail service not enabled",
                            "errors": [
                                [
                                    "message": "Mail service not enabled", "domain": "global",
                                    "reason": "failedPrecondition",
                                ]
                            ],
                            "status": "FAILED_PRECONDITION",
                        ]
                    ]
                }
            ])
        },
        Case(
            name: "the query is invalid", expected: ["query": "fail"], exit: 78, breakIt: { _ in },
            words: ["--query", "{is:unread"]),
        Case(name: "the state folder is a file", expected: ["state": "fail", "target": "skipped"], exit: 78) {
            try FileManager.default.removeItem(atPath: $0.state)
            try Data().write(to: URL(fileURLWithPath: $0.state))
        },
        Case(name: "the ledger is damaged", expected: ["state": "fail", "target": "skipped"], exit: 78) {
            try Data(repeating: 7, count: 5_000).write(to: URL(fileURLWithPath: $0.state + "/ledger.sqlite"))
        },
        Case(
            name: "the project does not exist", expected: ["target": "fail"], exit: 78, breakIt: { _ in },
            words: ["--project", "nowhere"]),
    ]

    @Test(arguments: cases)
    func
        `7_3_2 given one broken step, when the set-up is validated, then it is the first to fail and only its dependants are skipped`(
            row: Case
        ) async throws
    {
        try await World.with(mails: [plainMail(1)]) { world in
            try await world.importSampleTracker()
            try row.breakIt(world)
            let ending = try await Program().run(["validate", "gmail"] + world.source + row.words)
            var expected = Dictionary(uniqueKeysWithValues: Self.steps.map { ($0, "pass") })
            expected.merge(row.expected) { $1 }
            #expect(ending.steps == expected, "\(ending.output)\(ending.errors)")
            #expect(ending.status == row.exit)
            #expect(ending.objects.compactMap { $0["step"] as? String } == Self.steps)
            for object in ending.objects where object["result"] as? String == "fail" {
                #expect((object["seen"] as? String)?.isEmpty == false)
                #expect((object["seen"] as? String ?? "").count + (object["remedy"] as? String ?? "").count > 20)
            }
            #expect(world.sandbox.mailIDs.allSatisfy { world.sandbox.isUnread($0) })
        }
    }
}

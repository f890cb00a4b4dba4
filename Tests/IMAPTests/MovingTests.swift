import IMAP
import Mail
import TestSupport
import Testing

/// Mails on their way to another folder: copies that may exist already, and folders without room.
@Suite(.enabled(if: DovecotServer.path != nil, "the package dovecot-imapd is missing"), .timeLimit(.minutes(3)))
struct MovingTests {
    private static let withoutMove = "protocol imap {\nimap_capability = IMAP4rev1 UIDPLUS NAMESPACE\n}\n"

    private func all(_ mailbox: IMAPMailbox, _ bodies: inout [String]) async throws -> [MessageKey] {
        var keys: [MessageKey] = []
        for try await page in mailbox.matches(atMost: 100) { keys += page.map(\.key) }
        for key in keys {
            bodies.append(MailboxFixture.text(try await mailbox.fetch(key, limitBytes: 9_999, mustMatch: true)))
        }
        return keys
    }

    private func mark(_ mailbox: IMAPMailbox, _ keys: [MessageKey]) async throws -> Set<MessageKey> {
        try await mailbox.acknowledge(keys.map { Acknowledgement(key: $0, mark: .accepted) })
    }

    /// One cut in each quarter of the bytes that belong to the filing, and around each line's end.
    @Test func `given a server without MOVE and a connection cut at any byte, every mail is moved once`() async throws {
        let world = try MailboxFixture(settings: Self.withoutMove)
        var number = 0
        var cut = 0
        var isComplete = false
        while !isComplete {
            for _ in 0..<3 {
                number += 1
                try world.server.deliver(MailboxFixture.mail(number))
            }
            let proxy = try DovecotCuttingProxy(to: world.server.port, cutAfter: cut)
            let mailbox = try world.another(port: proxy.port, giveUpAfter: .seconds(60)) { $0.moveOnSuccess = "Done" }
            var bodies: [String] = []
            let keys = try await all(mailbox, &bodies)
            #expect(bodies.count == 3, "cut after \(cut)")
            #expect(try await mark(mailbox, keys) == Set(keys), "cut after \(cut)")
            await mailbox.close()
            isComplete = proxy.connections == 1
            proxy.stop()
            #expect(try world.server.mails(in: "Done").count == number, "cut after \(cut)")
            cut += 29
        }
        #expect(cut > 1_000)
        #expect(try world.server.mails() == [])
        await world.close()
    }

    @Test(arguments: [("Message-ID: <1@example.org>\r\n", 1), ("", 2)])
    func `given a process that died after COPY, the next one copies again only a mail without Message-ID`(
        field: String, copies: Int
    ) async throws {
        let world = try MailboxFixture(settings: Self.withoutMove) { $0.moveOnSuccess = "Done" }
        let mail = Array("\(field)Subject: Mail\r\n\r\nBody\r\n".utf8)
        try world.server.deliver(mail)
        // What the dead process has left: its own copy, and one of another mail of the same size.
        try world.server.deliver(mail, folder: "Done")
        try world.server.deliver(
            Array("Message-ID: <2@example.org>\r\nSubject: Mail\r\n\r\nBody\r\n".utf8), folder: "Done")
        let keys = try await world.listed()
        #expect(try await mark(world.mailbox, keys) == Set(keys))
        #expect(try world.server.mails() == [])
        #expect(try world.server.mails(in: "Done").count == copies + 1)
        await world.close()
    }

    @Test func `given a mail of the same name in the target and a first attempt, the mail is moved all the same`()
        async throws
    {
        let world = try MailboxFixture(settings: Self.withoutMove, mails: 1) { $0.moveOnSuccess = "Done" }
        try world.server.deliver(MailboxFixture.mail(1), folder: "Done")
        var bodies: [String] = []
        let keys = try await all(world.mailbox, &bodies)
        _ = try await mark(world.mailbox, keys)
        #expect(try world.server.mails(in: "Done").count == 2)
        await world.close()
    }

    @Test(arguments: ["", "MOVE "])
    func `given a folder with little room, what fits is moved, the smallest first, and the rest stays (7.1.6)`(
        move: String
    ) async throws {
        let world = try MailboxFixture(
            settings: DovecotServer.archive(kilobytes: 20)
                + "protocol imap {\nimap_capability = IMAP4rev1 UIDPLUS NAMESPACE \(move)\n}\n"
        ) { $0.moveOnSuccess = "Archive/Done" }
        for (number, bytes) in [9_000, 2_000, 30_000, 2_500, 3_000].enumerated() {
            try world.server.deliver(MailboxFixture.mail(number + 1, bytes: bytes))
        }
        let keys = Array(try await world.listed().reversed())
        #expect(try await mark(world.mailbox, keys) == Set([0, 1, 3, 4].map { keys[$0] }))
        #expect(try world.server.mails() == ["3"])
        #expect(try world.server.mails(in: "Archive/Done").count == 4)
        let warnings = await world.mailbox.traffic.warnings
        #expect(warnings.count == 1)
        #expect(
            warnings[0].hasPrefix(
                "cannot mark 1 mails of imap:worker@example.net@localhost/INBOX: "
                    + "localhost refused to move mails to Archive/Done: \"Quota exceeded"))
        #expect(warnings[0].hasSuffix("\"; make room there, or move mail away"))
        await #expect(throws: SourceFailure.self) { _ = try await mark(world.mailbox, [keys[2]]) }
        #expect(try world.server.mails() == ["3"])
        await world.close()
    }
}

import Foundation
import IMAP
import Mail
import Observability
import TestSupport
import Testing
import Transport

/// Against a real Dovecot.
@Suite(.enabled(if: DovecotServer.path != nil, "the package dovecot-imapd is missing"), .timeLimit(.minutes(1)))
struct DovecotTests {
    private func ids(_ keys: [MessageKey]) -> [String] { keys.map { String($0.id.split(separator: "/")[1]) } }

    @Test func `given unread mails, when they are listed and fetched, then they come newest first and stay unread`()
        async throws
    {
        let world = try MailboxFixture(mails: 3)
        let keys = try await world.listed()
        #expect(ids(keys) == ["3", "2", "1"])
        #expect(world.mailbox.name.text == "imap:worker@example.net@localhost/INBOX")
        #expect(
            try await world.fetch(keys[2])
                == "unread: Message-ID: <1@example.org>\r\nSubject: Mail 1\r\n\r\nBody 1\r\n")
        #expect(try world.server.mails() == ["1", "2", "3"])
        await world.close()
    }

    @Test func `given many fetches at once, when they are answered, then each gets its own mail`() async throws {
        let world = try MailboxFixture(mails: 40)
        let keys = try await world.listed()
        let bodies = try await withThrowingTaskGroup(of: (String, String).self) { group in
            for key in keys { group.addTask { (key.id, try await world.fetch(key)) } }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        for (number, key) in keys.reversed().enumerated() {
            #expect(bodies[key.id]?.contains("Subject: Mail \(number + 1)\r\n") == true)
        }
        let requests = await world.mailbox.traffic.requests
        #expect(requests < 40)
        await world.close()
    }

    @Test func `given no folders to move to, when mails are marked, then accepted ones alone are deleted`()
        async throws
    {
        let world = try MailboxFixture(mails: 6)
        // Somebody else is about to delete number 6.
        try world.server.doveadm(["flags", "add"], ["\\Deleted", "mailbox", "INBOX", "uid", "6"])
        let keys = Array(try await world.listed().reversed())
        #expect(ids(keys) == ["1", "2", "3", "4", "5"])
        let done = try await world.acknowledge([
            (keys[0], .accepted), (keys[1], .failed), (keys[2], .acceptedKeeping), (keys[3], .alreadyHandled),
        ])
        #expect(done == Set(keys[..<4]))
        #expect(try world.server.mails() == ["2 \\Seen", "3 \\Seen", "4 \\Seen", "5", "6 \\Deleted"])
        // Once more: nothing else happens.
        #expect(try await world.acknowledge([(keys[0], .accepted)]) == [keys[0]])
        #expect(try world.server.mails() == ["2 \\Seen", "3 \\Seen", "4 \\Seen", "5", "6 \\Deleted"])
        await world.close()
    }

    @Test(arguments: ["", "protocol imap {\nimap_capability = IMAP4rev1 UIDPLUS NAMESPACE\n}\n"])
    func `given folders to move to that are missing, when mails are marked, then they are made (7.1.6)`(
        settings: String
    ) async throws {
        let world = try MailboxFixture(settings: settings, mails: 3) {
            $0.moveOnSuccess = "Erledigt/Größe & mehr"
            $0.moveOnFailure = "Failed"
        }
        let keys = Array(try await world.listed().reversed())
        _ = try await world.acknowledge([(keys[0], .accepted), (keys[1], .failed), (keys[2], .alreadyHandled)])
        #expect(try world.server.mails() == [])
        #expect(try world.server.mails(in: "Erledigt.Größe & mehr").count == 2)
        #expect(try world.server.mails(in: "Failed").count == 1)
        #expect(try world.server.folders() == ["Erledigt", "Erledigt.Größe & mehr", "Failed", "INBOX"])
        await world.close()
    }

    @Test
    func `given a server without UIDPLUS, when mails are marked, then ours is flagged and nothing expunged (7.1.6)`()
        async throws
    {
        let world = try MailboxFixture(
            settings: "protocol imap {\nimap_capability = IMAP4rev1\n}\n", mails: 2)
        let keys = Array(try await world.listed().reversed())
        _ = try await world.acknowledge([(keys[0], .accepted)])
        #expect(try world.server.mails() == ["1 \\Deleted \\Seen", "2"])
        #expect(
            await world.mailbox.traffic.warnings == [
                "localhost lacks UIDPLUS: handled mails are flagged \\Deleted in INBOX and stay there "
                    + "until a mail program expunges them"
            ])
        await world.close()
    }

    @Test func `given a mail that was read, moved or is large, when it is fetched, then that is told`() async throws {
        let world = try MailboxFixture(mails: 3)
        try world.server.deliver(MailboxFixture.mail(4, bytes: 2000))
        let keys = Array(try await world.listed().reversed())
        try world.server.doveadm(["flags", "add"], ["\\Seen", "mailbox", "INBOX", "uid", "1"])
        try world.server.doveadm(["expunge"], ["mailbox", "INBOX", "uid", "2"])
        #expect(try await world.fetch(keys[0]) == "no longer matches")
        #expect(try await world.fetch(keys[0], mustMatch: false).hasPrefix("read: Message-ID: <1@"))
        #expect(try await world.fetch(keys[1]) == "gone")
        #expect(try await world.fetch(keys[2]).hasPrefix("unread: Message-ID: <3@"))
        #expect(
            try await world.fetch(keys[3], limit: 1000) == "too large: \(MailboxFixture.mail(4, bytes: 2000).count)")
        let other = MessageKey(mailbox: keys[0].mailbox, id: "1/3")
        #expect(try await world.fetch(other) == "gone")
        #expect(try await world.acknowledge([(other, .accepted)]) == [other])
        #expect(try world.server.mails() == ["1 \\Seen", "3", "4"])
        await world.close()
    }

    @Test func `given a mail larger than memory should hold, when it is fetched, then its bytes are its bytes`()
        async throws
    {
        let world = try MailboxFixture()
        let mail = MailboxFixture.mail(1, bytes: 3_000_000)
        try world.server.deliver(mail)
        let key = try #require(try await world.listed().first)
        guard case .message(let raw, _) = try await world.mailbox.fetch(key, limitBytes: 4_000_000, mustMatch: true)
        else {
            Issue.record("no mail")
            return
        }
        // Maildir counts the last line's missing end.
        #expect(try raw.content.bytes().starts(with: mail))
        #expect(await world.mailbox.traffic.bytesReceived == raw.count)
        await world.close()
    }

    @Test func `given a folder that may only be read, when it is opened, then nothing is handled`() async throws {
        let world = try MailboxFixture(
            settings: """
                mail_plugins = acl
                protocol imap {
                  mail_plugins = acl imap_acl
                }
                plugin {
                  acl = vfile
                }
                """, mails: 1)
        let acl = "mail/\(DovecotServer.user)/dovecot-acl"
        for (granted, seen) in [
            ("lrs", "INBOX keeps no \\Seen or \\Deleted flag for worker@example.net"),
            ("lrst", "worker@example.net has the rights lrstd in INBOX, not e"),
            ("lr", "the folder INBOX is read-only for worker@example.net"),
        ] {
            try world.server.folder.write(Array("owner \(granted)\n".utf8), to: acl)
            let rights = await world.mailbox.check().first { $0.step == "rights" }
            #expect(rights?.failure == .credentials)
            #expect(rights?.seen == seen)
        }
        let text =
            "cannot list the mail of imap:worker@example.net@localhost/INBOX: "
            + "the folder INBOX is read-only for worker@example.net; "
            + "give the user the right to change flags and to delete"
        await #expect(throws: SourceFailure(.credentials, text)) { try await world.listed() }
        await world.close()
    }

    @Test func `given a delivery, when somebody watches, then it is told of at once`() async throws {
        let world = try MailboxFixture(mails: 1)
        _ = try await world.listed()
        let arrivals = world.mailbox.arrivals()
        let server = world.server
        let first = Task {
            for await _ in arrivals { return true }; return false
        }
        // The watcher must be waiting first; its IDLE stands in the log of the server only, so mails come until it tells.
        let feeder = Task {
            var number = 2
            while !Task.isCancelled {
                try server.deliver(MailboxFixture.mail(number))
                number += 1
                try await Task.sleep(for: .milliseconds(300))  // paces deliveries
            }
        }
        let told = await first.value
        feeder.cancel()
        _ = await feeder.result
        #expect(told)
        await world.close()
    }
}

import IMAP
import Mail
import Observability
import TestSupport
import Testing
import Transport

/// What Dovecot never does.
@Suite(.timeLimit(.minutes(1))) struct FaultTests {
    @Test(arguments: [
        ("AUTHENTICATE", "list the mail of imap:anna@127.0.0.1/INBOX"),
        ("SELECT", "list the mail of imap:anna@127.0.0.1/INBOX"),
        ("UID SEARCH", "list the mail of imap:anna@127.0.0.1/INBOX"),
        ("UID FETCH 1 (UID RFC822.SIZE", "fetch mails of anna@127.0.0.1"),
        ("UID FETCH 1 (UID FLAGS", "fetch mails of anna@127.0.0.1"),
        ("UID STORE", "mark 1 mails of imap:anna@127.0.0.1/INBOX"),
        ("UID EXPUNGE", "mark 1 mails of imap:anna@127.0.0.1/INBOX"),
    ])
    func `given a server that falls silent at a step, the run gives up for now and says where`(
        step: String, action: String
    ) async throws {
        let server = try ScriptedIMAPServer { _, command in
            command.hasPrefix(step) ? .stall() : nil
        }
        let world = try ScriptedMailbox(server)
        #expect(await world.failure() == "75: cannot \(action): 127.0.0.1 was silent for 1 s; try again later")
        server.stop()
    }

    @Test(arguments: [
        ("GREETING", "* 3 EXISTS\r\n", "a greeting other than OK, PREAUTH or BYE"),
        ("AUTHENTICATE", String(repeating: "+ e30=\r\n", count: 11), "one question after the other"),
        ("SELECT", "%%%\r\n", "\"%%%\""), ("SELECT", "\0\0\0\r\n", "a NUL outside of a literal"),
        ("UID SEARCH", "* SEARCH 1 x\r\nTAG OK x\r\n", "\"* SEARCH 1 x\""),
        ("UID SEARCH", "a99 OK x\r\n", "the end of a command a99 that was never sent"),
        (
            "UID FETCH 1 (UID FLAGS", "* 1 FETCH (UID 1 FLAGS () BODY[] {4294967296}\r\nabc",
            "a mail of 4294967296 bytes whose size it had stated otherwise"
        ),
        ("UID FETCH 1 (UID FLAGS", "* 1 FETCH (FLAGS () BODY[] {2}\r\nab)\r\nTAG OK x\r\n", "a mail without its UID"),
        ("UID FETCH 1 (UID RFC", "* 1 FETCH (UID 1 BODY[] {2}\r\nab)\r\nTAG OK x\r\n", "a mail that nobody asked for"),
    ])
    func `given nonsense at a step, the run ends for good and says what came`(
        step: String, answer: String, what: String
    ) async throws {
        let server = try ScriptedIMAPServer { _, command in
            command.hasPrefix(step) ? .reply(answer) : nil
        }
        let world = try ScriptedMailbox(server)
        let failure = await world.failure()
        #expect(
            failure.hasSuffix(
                ": 127.0.0.1 sent what is not IMAP: \(what); "
                    + "check host and port, and that nothing between changes what is sent"))
        #expect(failure.hasPrefix("69: cannot "))
        #expect(!server.commands.contains { $0.hasPrefix("UID STORE") })
        server.stop()
    }

    @Test func `given a line without end, the run ends long before the memory`() async throws {
        let server = try ScriptedIMAPServer { _, command in
            command.hasPrefix("UID SEARCH")
                ? .endless("* SEARCH", chunk: String(repeating: " 123456789", count: 10_000)) : nil
        }
        let world = try ScriptedMailbox(server)
        #expect(
            await world.failure()
                == "69: cannot list the mail of imap:anna@127.0.0.1/INBOX: 127.0.0.1 sent what is not IMAP: "
                + "a line of more than 16777216 bytes; "
                + "check host and port, and that nothing between changes what is sent")
        server.stop()
    }

    @Test func `given a server that drips, it counts as silent`() async throws {
        let server = try ScriptedIMAPServer { _, command in
            command.hasPrefix("UID SEARCH") ? .drip("* SEARCH 1 ") : nil
        }
        let world = try ScriptedMailbox(server)
        #expect(
            await world.failure()
                == "75: cannot list the mail of imap:anna@127.0.0.1/INBOX: 127.0.0.1 was silent for 1 s; try again later"
        )
        server.stop()
    }

    @Test(arguments: [
        (
            "AUTHENTICATE", "TAG NO [AUTHENTICATIONFAILED] Invalid credentials", 77,
            "127.0.0.1 refused the login of anna: \"Invalid credentials\"; "
                + "check user name and password; providers with two-step login want an app password or a token"
        ),
        (
            "AUTHENTICATE", "TAG NO no", 77,
            "127.0.0.1 refused the login of anna: \"no\"; "
                + "check user name and password; providers with two-step login want an app password or a token"
        ),
        (
            "AUTHENTICATE", "TAG NO [UNAVAILABLE] Temporary failure", 75,
            "127.0.0.1 refused the login of anna: \"Temporary failure\"; try again later"
        ),
        (
            "AUTHENTICATE", "TAG NO [PRIVACYREQUIRED] no", 78,
            "127.0.0.1 refused the login of anna: \"no\"; use TLS (--ssl true or --starttls)"
        ),
        (
            "SELECT", "TAG NO [INUSE] locked", 75,
            "127.0.0.1 refused to open the folder INBOX: \"locked\"; try again later"
        ),
        (
            "SELECT", "TAG NO [NOPERM] no", 77,
            "127.0.0.1 refused to open the folder INBOX: \"no\"; give the user the right to do so"
        ),
        (
            "SELECT", "* OK [UIDVALIDITY 7] x\r\nTAG OK [READ-ONLY] x", 77,
            "the folder INBOX is read-only for anna; give the user the right to change flags and to delete"
        ),
        (
            "SELECT", "TAG OK [READ-WRITE] x", 69,
            "127.0.0.1 gives no lasting UIDs in the folder INBOX; "
                + "mails cannot be told apart there; use another server or folder"
        ),
        (
            "SELECT", "* OK [UIDVALIDITY 7] x\r\n* NO [UIDNOTSTICKY] x\r\nTAG OK x", 69,
            "127.0.0.1 gives no lasting UIDs in the folder INBOX; "
                + "mails cannot be told apart there; use another server or folder"
        ),
        (
            "UID SEARCH", "TAG BAD what", 78,
            "127.0.0.1 refused the search UNSEEN UNDELETED: \"what\"; "
                + "--search takes search criteria of IMAP, such as UNSEEN UNDELETED"
        ),
        (
            "UID SEARCH", "* BYE [UNAVAILABLE] going down", 75,
            "127.0.0.1 ended the connection, saying \"going down\"; try again later"
        ),
    ])
    func `given a refusal at a step, the run ends with the class of 7_2_2`(
        step: String, answer: String, exit: Int, text: String
    ) async throws {
        let server = try ScriptedIMAPServer { _, command in
            command.hasPrefix(step) ? .reply(answer + "\r\n") : nil
        }
        let world = try ScriptedMailbox(server)
        #expect(await world.failure() == "\(exit): cannot list the mail of imap:anna@127.0.0.1/INBOX: \(text)")
        server.stop()
    }

    @Test func `given a farewell in the middle of a fetch, the rest is fetched on a new connection`() async throws {
        let server = try ScriptedIMAPServer(mails: 3) { connection, command in
            guard connection == 1, command.contains("BODY.PEEK[]") else { return nil }
            return .close(
                "* 1 FETCH (UID 1 FLAGS () BODY[] {20}\r\n\(ScriptedIMAPServer.mail(1)))\r\n* BYE restart\r\n")
        }
        let world = try ScriptedMailbox(server, giveUpAfter: .seconds(60))
        #expect(
            try await world.run() == (1...3).map { "unread: \(ScriptedIMAPServer.mail($0))" })
        #expect(server.connections == 2)
        #expect(world.clock.sleeps.count == 1)
        server.stop()
    }

    @Test(arguments: [(nil, "UID EXPUNGE 1:4"), ("Done", "UID MOVE 1:4 \"Done\"")])
    func `given a connection cut at any byte, nothing is lost or fetched wrongly`(
        target: String?, last: String
    ) async throws {
        for cut in stride(from: 0, to: 1_400, by: 11) {
            let server = try ScriptedIMAPServer(mails: 4, cutAfter: cut)
            let world = try ScriptedMailbox(server, giveUpAfter: .seconds(60)) { $0.moveOnSuccess = target }
            #expect(
                try await world.run() == (1...4).map { "unread: \(ScriptedIMAPServer.mail($0))" }, "cut after \(cut)")
            let ends = server.commands.filter { $0.hasPrefix("UID EXPUNGE") || $0.hasPrefix("UID MOVE") }
            #expect(Set(ends) == [last], "cut after \(cut)")
            await world.mailbox.close()
            server.stop()
        }
    }

    @Test func `given a UIDVALIDITY that changes, the mails of before are gone and nothing is touched`() async throws {
        let server = try ScriptedIMAPServer { connection, command in
            switch (connection, command) {
            case (2..., "SELECT \"INBOX\""): .reply("* 1 EXISTS\r\n* OK [UIDVALIDITY 8] x\r\nTAG OK [READ-WRITE] x\r\n")
            case (1, _) where command.contains("RFC822.SIZE"): .close()
            default: nil
            }
        }
        let world = try ScriptedMailbox(server, giveUpAfter: .seconds(60))
        #expect(try await world.run() == ["gone"])
        #expect(!server.commands.contains { $0.hasPrefix("UID STORE") })
        server.stop()
    }

    @Test func `given one mail that the server cannot give, the others come through`() async throws {
        let server = try ScriptedIMAPServer(mails: 3) { _, command in
            guard command.contains("BODY.PEEK[]"), command.contains("2 ") || command.contains(":") else { return nil }
            return .reply(
                "* 1 FETCH (UID 1 FLAGS () BODY[] {20}\r\n\(ScriptedIMAPServer.mail(1)))\r\nTAG NO [SERVERBUG] broken\r\n"
            )
        }
        let world = try ScriptedMailbox(server)
        #expect(
            try await world.run() == [
                "unread: \(ScriptedIMAPServer.mail(1))", "no longer matches", "unread: \(ScriptedIMAPServer.mail(3))",
            ])
        #expect(
            await world.mailbox.traffic.warnings == [
                "the server cannot give the mail 7/2 of anna@127.0.0.1: \"broken\"; look at it with a mail program"
            ])
        server.stop()
    }

    @Test func `given a mail larger than stated, it is skipped and the next one comes`() async throws {
        let server = try ScriptedIMAPServer(mails: 2) { _, command in
            guard command.contains("BODY.PEEK[]") else { return nil }
            let large = String(repeating: "x", count: 2_000)
            return .reply(
                "* 1 FETCH (UID 1 BODY[] {2000}\r\n\(large))\r\n* 1 FETCH (UID 1 FLAGS ())\r\n"
                    + "* 9 EXPUNGE\r\n* 2 FETCH (BODY[] {20}\r\n\(ScriptedIMAPServer.mail(2)) UID 2)\r\nTAG OK x\r\n")
        }
        let world = try ScriptedMailbox(server)
        #expect(try await world.run() == ["too large: 2000", "unread: \(ScriptedIMAPServer.mail(2))"])
        server.stop()
    }

    @Test func `given a full folder, what cannot be moved stays and the others are marked (7.1.6)`() async throws {
        let server = try ScriptedIMAPServer(mails: 2) { _, command in
            command.hasPrefix("UID MOVE") ? .reply("TAG NO [OVERQUOTA] Quota exceeded\r\n") : nil
        }
        let world = try ScriptedMailbox(server) { $0.moveOnSuccess = "Done" }
        let keys = (1...2).map { MessageKey(mailbox: world.mailbox.name, id: "7/\($0)") }
        let text =
            "cannot mark 1 mails of imap:anna@127.0.0.1/INBOX: 127.0.0.1 refused to move mails to Done: "
            + "\"Quota exceeded\"; make room there, or move mail away"
        let marks = [Acknowledgement(key: keys[0], mark: .accepted), Acknowledgement(key: keys[1], mark: .failed)]
        #expect(try await world.mailbox.acknowledge(marks) == [keys[1]])
        #expect(await world.mailbox.traffic.warnings == [text])
        await #expect(throws: SourceFailure(.unavailable(retryAfter: nil), text)) {
            try await world.mailbox.acknowledge([marks[0]])
        }
        #expect(!server.commands.contains { $0.hasPrefix("UID STORE 1") || $0.hasPrefix("UID EXPUNGE") })
        server.stop()
    }

    @Test func `given a folder that is full for a moment, when all are moved in the end, then nothing is warned of`()
        async throws
    {
        let server = try ScriptedIMAPServer(mails: 2) { _, command in
            guard command.hasPrefix("UID MOVE") else { return nil }
            return .reply(command.hasPrefix("UID MOVE 1:2") ? "TAG NO [OVERQUOTA] full\r\n" : "TAG OK done\r\n")
        }
        let world = try ScriptedMailbox(server) { $0.moveOnSuccess = "Done" }
        let keys = (1...2).map { MessageKey(mailbox: world.mailbox.name, id: "7/\($0)") }
        #expect(
            try await world.mailbox.acknowledge(keys.map { Acknowledgement(key: $0, mark: .accepted) }) == Set(keys))
        #expect(await world.mailbox.traffic.warnings == [])
        server.stop()
    }

    @Test func `given a fetch that is cancelled while the server is silent, it ends at once`() async throws {
        let (reached, hasReached) = AsyncStream<Void>.makeStream()
        let server = try ScriptedIMAPServer { _, command in
            guard command.hasPrefix("UID FETCH") else { return nil }
            hasReached.yield()
            return .stall()
        }
        let world = try ScriptedMailbox(server) { $0.timeouts.silence = .seconds(50) }
        let key = MessageKey(mailbox: world.mailbox.name, id: "7/1")
        let fetch = Task { try await world.mailbox.fetch(key, limitBytes: 100, mustMatch: true) }
        for await _ in reached { break }
        fetch.cancel()
        await #expect(
            throws: SourceFailure(.cancelled, "cannot fetch a mail: the run was ended; the next run goes on")
        ) { try await fetch.value }
        await world.mailbox.close()
        server.stop()
    }

    @Test func `given an answer to a move that is lost, the mail counts as moved`() async throws {
        let server = try ScriptedIMAPServer { connection, command in
            command.hasPrefix("UID MOVE") && connection == 1 ? .close() : nil
        }
        let world = try ScriptedMailbox(server, giveUpAfter: .seconds(60)) { $0.moveOnSuccess = "Done" }
        #expect(try await world.run() == ["unread: \(ScriptedIMAPServer.mail(1))"])
        #expect(server.commands.filter { $0.hasPrefix("UID MOVE") } == ["UID MOVE 1 \"Done\"", "UID MOVE 1 \"Done\""])
        server.stop()
    }

    @Test func `given a server that takes UTF-8, folders travel in it`() async throws {
        let capabilities = "IMAP4rev1 AUTH=PLAIN SASL-IR UIDPLUS MOVE ENABLE UTF8=ACCEPT NAMESPACE"
        let server = try ScriptedIMAPServer(capabilities: capabilities) { _, command in
            command == "NAMESPACE" ? .reply("* NAMESPACE ((\"Mein/\" \"/\")) NIL NIL\r\nTAG OK x\r\n") : nil
        }
        let world = try ScriptedMailbox(server) { $0.moveOnSuccess = "Größe" }
        _ = try await world.run()
        #expect(server.commands.contains("ENABLE UTF8=ACCEPT"))
        #expect(server.commands.contains("UID MOVE 1 \"Mein/Größe\""))
        server.stop()
    }
}

import IMAP
import Mail
import TestSupport
import Testing
import Threading

/// When a mailbox tells of new mail.
@Suite(.timeLimit(.minutes(1))) struct ArrivalTests {
    /// The first words of arrivals, and then goodbye.
    private func firstArrival(_ world: ScriptedMailbox) async {
        for await _ in world.mailbox.arrivals() { break }
        await world.mailbox.close()
        world.server.stop()
    }

    @Test func `given a server without IDLE, it is asked every half minute`() async throws {
        let polls = Locked(0)
        let server = try ScriptedIMAPServer(capabilities: "IMAP4rev1 AUTH=PLAIN SASL-IR") { _, command in
            guard command == "NOOP" else { return nil }
            let count = polls.withLock { polls in
                polls += 1
                return polls
            }
            return .reply((count == 3 ? "* 2 EXISTS\r\n" : "") + "TAG OK done\r\n")
        }
        let world = try ScriptedMailbox(server)
        await firstArrival(world)
        #expect(polls.withLock { $0 } >= 3)
        #expect(Array(world.clock.sleeps.prefix(3)) == Array(repeating: .seconds(30), count: 3))
    }

    @Test func `given a mail between the listing and the watcher's first look, it is told of`() async throws {
        let server = try ScriptedIMAPServer { connection, command in
            guard connection == 2, command.hasPrefix("SELECT") else { return nil }
            return .reply("* 2 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 3] x\r\nTAG OK [READ-WRITE] x\r\n")
        }
        let world = try ScriptedMailbox(server)
        for try await _ in world.mailbox.matches(atMost: 10) {}
        await firstArrival(world)
        #expect(server.connections == 2)
    }

    @Test func `given a connection that is lost while idle, the next one tells`() async throws {
        let server = try ScriptedIMAPServer { connection, command in
            switch (connection, command) {
            case (1, "IDLE"): .close("+ idling\r\n")
            case (2, "IDLE"): .reply("+ idling\r\n* 5 EXISTS\r\n")
            case (2, "DONE"): .reply("a6 OK done\r\n")
            default: nil
            }
        }
        let world = try ScriptedMailbox(server)
        await firstArrival(world)
        #expect(server.connections == 2)
        #expect(world.clock.sleeps == [.milliseconds(750)])
    }

    @Test func `given a watcher that is no longer wanted, it ends its IDLE and says goodbye`() async throws {
        let (commands, told) = AsyncStream<String>.makeStream()
        let server = try ScriptedIMAPServer { _, command in
            told.yield(command)
            return nil
        }
        let world = try ScriptedMailbox(server)
        let watcher = Task { for await _ in world.mailbox.arrivals() {} }
        var seen: [String] = []
        for await command in commands {
            if command == "IDLE" { watcher.cancel() }
            seen.append(String(command.prefix { $0 != " " }))
            if command == "LOGOUT" { told.finish() }
        }
        #expect(seen == ["GREETING", "AUTHENTICATE", "SELECT", "IDLE", "DONE", "LOGOUT"])
        await watcher.value
        server.stop()
    }
}

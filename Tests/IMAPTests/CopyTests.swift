import IMAP
import Mail
import TestSupport
import Testing
import Threading

/// Answers to COPY that are lost, on a server without MOVE.
@Suite(.timeLimit(.minutes(3))) struct CopyTests {
    /// What a server of four mails holds, whatever becomes of its connections.
    private struct Folders {
        /// Numbers of the mails in the target, each as often as it was copied.
        var copies: [Int] = []
        var areExpunged = false
        /// Whether the first connection has come as far as COPY.
        var hasReachedCopy = false

        mutating func answer(_ connection: Int, _ command: String) -> String? {
            switch command {
            case "UID COPY 1:4 \"Done\"":
                hasReachedCopy = hasReachedCopy || connection == 1
                if !areExpunged { copies += 1...4 }
                return "TAG OK [COPYUID 9 1:4 \(max(1, copies.count - 3)):\(max(1, copies.count))] done\r\n"
            case "UID EXPUNGE 1:4":
                areExpunged = true
                return "TAG OK done\r\n"
            case _ where command.hasPrefix("UID SEARCH HEADER Message-ID \"<"):
                guard command.hasSuffix("LARGER 19 SMALLER 21") else { return "TAG BAD no\r\n" }
                let number = command.split(separator: "<")[1].prefix { $0 != "@" }
                let found = copies.indices.filter { "\(copies[$0])" == number }.map { " \($0 + 1)" }
                return "* SEARCH\(found.joined())\r\nTAG OK done\r\n"
            case _ where command.contains("BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"):
                let mails = (areExpunged ? [] : [1, 2, 3, 4]).map { number in
                    let header = "Message-ID: <\(number)@example.org>\r\n\r\n"
                    return "* \(number) FETCH (UID \(number) RFC822.SIZE 20 BODY[HEADER.FIELDS (MESSAGE-ID)] "
                        + "{\(header.utf8.count)}\r\n\(header))\r\n"
                }
                return mails.joined() + "TAG OK done\r\n"
            default: return nil
            }
        }
    }

    @Test func `given a connection cut at any byte, each mail is in the target once`() async throws {
        var cut = 0
        var isComplete = false
        while !isComplete {
            let folders = Locked(Folders())
            let server = try ScriptedIMAPServer(
                mails: 4, capabilities: "IMAP4rev1 SASL-IR AUTH=PLAIN UIDPLUS", cutAfter: cut
            ) { connection, command in
                folders.withLock { $0.answer(connection, command) }.map { .reply($0) }
            }
            let world = try ScriptedMailbox(server, giveUpAfter: .seconds(60)) { $0.moveOnSuccess = "Done" }
            let texts = (1...4).map { "unread: \(ScriptedIMAPServer.mail($0))" }
            #expect(try await world.run() == texts, "cut after \(cut)")
            await world.mailbox.close()
            server.stop()
            let end = folders.withLock { $0 }
            #expect(end.copies == [1, 2, 3, 4], "cut after \(cut)")
            #expect(end.areExpunged, "cut after \(cut)")
            isComplete = server.connections == 1
            cut += end.hasReachedCopy ? 1 : 13
        }
        #expect(cut > 600)
    }
}

import Foundation
import Mail
import TestSupport
import Testing

@testable import SQLiteLedger

@Suite struct MailboxLockTests {
    private let scratch: ScratchFolder
    private let folder: StateFolder
    private let mailbox = MailboxName("imap:ann@mail.example.org/INBOX/Ünder")

    init() throws {
        scratch = try ScratchFolder()
        folder = try StateFolder(creating: scratch.file("state").path)
    }

    @Test func `given a mailbox that is served, when another takes it, then the holder is named (7.2.13)`() throws {
        let lock = try MailboxLock(mailbox, in: folder)
        #expect(
            throws: MailboxLock.Held(mailbox: mailbox, processID: Int(ProcessInfo.processInfo.processIdentifier))
        ) { try MailboxLock(mailbox, in: folder) }
        withExtendedLifetime(lock) {}
    }

    @Test func `given a mailbox that was served, when its holder is gone, then it can be taken`() throws {
        do { _ = try MailboxLock(mailbox, in: folder) }
        _ = try MailboxLock(mailbox, in: folder)
    }

    @Test func `given a mailbox that is served, when another mailbox is taken, then it can be`() throws {
        let lock = try MailboxLock(mailbox, in: folder)
        _ = try MailboxLock(MailboxName("imap:ann@mail.example.org/INBOX"), in: folder)
        withExtendedLifetime(lock) {}
    }

    @Test(.timeLimit(.minutes(1)))
    func `given a holder that is killed, when the mailbox is taken, then it can be`() throws {
        do { _ = try MailboxLock(mailbox, in: folder) }
        let file = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.locks).first)
        let holder = Process()
        holder.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let output = Pipe()
        holder.standardOutput = output
        holder.arguments = ["flock", "--no-fork", "\(folder.locks)/\(file)", "sh", "-c", "echo held; exec cat"]
        holder.standardInput = Pipe()
        try holder.run()
        #expect(output.fileHandleForReading.readData(ofLength: 5) == Data("held\n".utf8))
        #expect(throws: MailboxLock.Held.self) { try MailboxLock(mailbox, in: folder) }
        kill(holder.processIdentifier, SIGKILL)
        holder.waitUntilExit()
        _ = try MailboxLock(mailbox, in: folder)
    }
}

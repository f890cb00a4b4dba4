import Foundation
import Handlers
import Mail
import TestSupport
import Testing

@Suite struct MaildirHandlerTests {
    private let scratch: ScratchFolder
    private let path: String
    private let handler: MaildirHandler
    /// SHA-256 of `gmail:support@example.org/1`.
    private let name: String

    init() throws {
        scratch = try ScratchFolder()
        path = scratch.file("Maildir").path
        handler = MaildirHandler(path: path) { Spool.testing.hash(of: $0) }
        name = "\(Spool.testing.hash(of: Array("gmail:support@example.org/1".utf8))).mailworker"
    }

    private func delivery(_ id: String = "1", generation: Int = 0) -> Delivery {
        let key = MessageKey(mailbox: MailboxName("gmail:support@example.org"), id: id)
        return Delivery(
            key: key, idempotencyKey: IdempotencyKey(key, generation: generation), head: Head(), attempt: 1)
    }

    private func files(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)").sorted()
    }

    private func mode(_ file: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    }

    @Test func `given no Maildir, when it is checked, then it is made for its owner alone (7.6.8)`() async throws {
        try await handler.check()
        for folder in [path, "\(path)/tmp", "\(path)/new", "\(path)/cur"] { #expect(try mode(folder) == 0o700) }
    }

    @Test
    func `given a mail, when it is delivered, then its bytes are unchanged and its name comes from the key (7.6.8)`()
        async throws
    {
        try await handler.check()
        let bytes: [UInt8] = [0, 13, 10, 255, 46, 10] + Array("From x\r\n.\r\n\n\r".utf8)
        let outcome = try await handler.deliver(RawMail(bytes: bytes), delivery())
        #expect(
            outcome
                == .accepted(Receipt(kind: .delivered, code: .delivered, text: "delivered to the Maildir \(path)")))
        #expect(try files("new") == [name])
        #expect(try scratch.read("Maildir/new/\(name)") == bytes)
        #expect(try mode("\(path)/new/\(name)") == 0o600)
        #expect(try files("tmp").isEmpty)
    }

    @Test(arguments: ["new/NAME", "cur/NAME", "cur/NAME:2,", "cur/NAME:2,RS", "cur/NAME:2,FRSabc"])
    func `given a mail that was delivered, when it comes again, then it lies there once, whatever its flags (7.6.8)`(
        _ place: String
    ) async throws {
        try await handler.check()
        let mail = RawMail(Spool.testing.content(mailBytes()))
        _ = try await handler.deliver(mail, delivery())
        let moved = place.replacing("NAME", with: name)
        if moved != "new/\(name)" {
            try FileManager.default.moveItem(atPath: "\(path)/new/\(name)", toPath: "\(path)/\(moved)")
        }
        _ = try await handler.deliver(mail, delivery())
        #expect(try files("new").count + files("cur").count == 1)
    }

    @Test func `given a mail moved after another delivery, when it comes again, then the move is seen`() async throws {
        try await handler.check()
        let mail = RawMail(Spool.testing.content(mailBytes()))
        for id in ["0", "1", "2"] { _ = try await handler.deliver(mail, delivery(id)) }
        try FileManager.default.moveItem(atPath: "\(path)/new/\(name)", toPath: "\(path)/cur/\(name):2,S")
        for id in ["0", "1", "2"] { _ = try await handler.deliver(mail, delivery(id)) }
        #expect(try files("new").count == 2)
        #expect(try files("cur") == ["\(name):2,S"])
    }

    @Test func `given a forgotten mail, when it is delivered, then it is another one`() async throws {
        try await handler.check()
        let mail = RawMail(Spool.testing.content(mailBytes()))
        _ = try await handler.deliver(mail, delivery())
        _ = try await handler.deliver(mail, delivery(generation: 1))
        #expect(try files("new").count == 2)
    }

    @Test func `given the rest of a delivery that was cut off, when the mail comes again, then it is whole`()
        async throws
    {
        try await handler.check()
        try scratch.write([1, 2, 3], to: "Maildir/tmp/\(name)")
        _ = try await handler.deliver(RawMail(Spool.testing.content(mailBytes())), delivery())
        #expect(try scratch.read("Maildir/new/\(name)") == mailBytes())
        #expect(try files("tmp").isEmpty)
    }

    @Test func `given a large mail, when it is delivered, then every byte arrives`() async throws {
        try await handler.check()
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        _ = try await handler.deliver(RawMail(bytes: bytes), delivery())
        #expect(try scratch.read("Maildir/new/\(name)") == bytes)
    }

    @Test
    func `given a Maildir that cannot be made, when it is checked, then it is an outage and the text names it (7.2.2)`()
        async throws
    {
        let file = try scratch.write([], to: "file")
        let broken = MaildirHandler(path: "\(file)/Maildir") { Spool.testing.hash(of: $0) }
        let failure = TargetFailure(
            .unavailable(retryAfter: nil),
            "Delivering to the Maildir \(file)/Maildir: cannot create \(file)/Maildir: Not a directory. Give this user "
                + "the right to write there; the mail stays at its source.")
        await #expect(throws: failure) { try await broken.check() }
        await #expect(throws: TargetFailure.self) {
            try await broken.deliver(RawMail(Spool.testing.content(mailBytes())), delivery())
        }
        let steps = await broken.setupSteps()
        #expect(
            steps == [
                SetupStep(
                    "target", .fail, seen: failure.text, remedy: "Give a folder that this user may write to.",
                    failure: .unavailable(retryAfter: nil))
            ])
    }

    @Test func `given a Maildir, when a mail is previewed, then nothing is written`() async throws {
        let preview = try await handler.preview(RawMail(Spool.testing.content(mailBytes())), delivery())
        #expect(preview.change == ["a file \(name) in \(path)/new"])
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}

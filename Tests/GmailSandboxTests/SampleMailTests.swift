import Foundation
import GmailSandbox
import Testing

@Suite(.timeLimit(.minutes(1))) struct SampleMailTests {
    @Test func `given the sample mails, when they are loaded, then each says what it shows and what becomes of it`()
        throws
    {
        let samples = try LoadedMail.samples()
        #expect(samples.count >= 25)
        for sample in samples {
            let text = String(decoding: sample.content, as: UTF8.self)
            let head = text.replacing("\r\n", with: "\n").split(separator: "\n\n", maxSplits: 1)[0]
            let lines = head.split(separator: "\n").filter { $0.hasPrefix("X-Sample: ") }
            #expect(lines.count == 1, "\(sample.name)")
            // The code of the outcome, with the options that tracker.yaml names.
            #expect(lines.first?.firstMatch(of: /\([a-z_-]+\)$/) != nil, "\(sample.name)")
            #expect(sample.name.wholeMatch(of: /[0-9]{2}_[a-z0-9_]+\.eml/) != nil, "\(sample.name)")
        }
        #expect(samples.map { $0.name.prefix(2) } == (1...samples.count).map { String(format: "%02d", $0)[...] })
    }

    @Test func `given the sample mails, when the sandbox serves them, then all are unread in their order`() async throws
    {
        let server = try await SandboxServer.start(mails: try LoadedMail.samples())
        let client = SandboxClient(server, token: server.accessToken(mailbox: server.mailbox))
        let page = try await client.get("\(users)/messages?q=is:unread&labelIds=UNREAD")
        await server.stop()
        #expect(page.json?["messages"]?.array?.compactMap { $0["id"]?.string } == server.mailIDs.reversed())
        #expect(server.subject(of: server.mailIDs[0]) == "The coffee machine on floor 3 shows error E7")
        #expect(server.subject(of: server.mailIDs[10]) == "会議室のプロジェクターが映りません")
    }

    @Test func `given the samples' folder, when the tracker file is looked for, then it lies there`() {
        #expect(
            FileManager.default.fileExists(atPath: LoadedMail.samplesFolder.appendingPathComponent("tracker.yaml").path)
        )
    }

    @Test func `given a Maildir, when it is loaded, then the flag S means read`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("maildir-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for child in ["cur", "new", "tmp"] {
            try FileManager.default.createDirectory(
                at: folder.appendingPathComponent(child), withIntermediateDirectories: true)
        }
        for name in ["cur/1.a.host:2,S", "new/2.b.host", "cur/3.c.host:2,F", "tmp/4.d.host"] {
            try Data(mailText(name).utf8).write(to: folder.appendingPathComponent(name))
        }
        let mails = try LoadedMail.all(in: folder)
        #expect(mails.map(\.name) == ["1.a.host:2,S", "2.b.host", "3.c.host:2,F"])
        #expect(mails.map(\.isRead) == [true, false, false])
    }
}

import Intake
import Mail
import Testing
import Tracking

@Suite struct FileTests {
    private func files(
        _ parts: [Part], _ options: IntakeOptions = .demo, _ directory: FakeDirectory = .sample
    ) async throws -> NewWorkPackage {
        var mail = SampleMail()
        mail.root = .multipart("mixed", [.plain("Text")] + parts)
        return try await mail.decided(options, directory).created()
    }

    @Test(
        arguments: [
            (Part.file("a.PDF", "application", "octet-stream"), "application/pdf"),
            (.file("a.png", "application", "octet-stream"), "image/png"),
            (.file("a.unknown", "application", "octet-stream"), "application/octet-stream"),
            (.file("a.pdf", "text", "plain"), "text/plain"), (.file("a.jpg", "image", "jpg"), "image/jpeg"),
        ])
    func `given a declared type that says nothing, when stored, then the ending of the name decides`(
        part: Part, type: String
    ) async throws {
        #expect(try await files([part]).attachments.map(\.contentType) == [type])
    }

    @Test func `7.5.14 given inline images without a name, when decided, then only those that the text shows are kept`()
        async throws
    {
        var mail = SampleMail()
        mail.root = .multipart(
            "related",
            [
                .html("See <img src=\"cid:Shown@h\">"), .image("shown@h"), .image("hidden@h"), .image(nil),
                .image("logo@h", name: "logo.png"),
            ])
        #expect(try await mail.decided().created().attachments.map(\.fileName) == ["attachment-1.png", "logo.png"])
    }

    @Test func `7.5.14 given plain text is used, when the HTML beside it shows an image, then the image is kept`()
        async throws
    {
        var mail = SampleMail()
        mail.root = .multipart(
            "alternative",
            [
                .plain("See [cid:b@h]"),
                .multipart(
                    "related",
                    [.html("<img src=\"cid:a@h\">"), .image("a@h"), .image("b@h", bytes: 999), .image("c@h")]),
            ])
        let new = try await mail.decided().created()
        #expect(new.attachments.map(\.content.count) == [1_000, 999])
    }

    @Test func `given a shown image of a few bytes without a name, when decided, then it is left out`() async throws {
        var mail = SampleMail()
        mail.root = .multipart(
            "related",
            [
                .html("<img src=\"cid:dot@h\"><img src=\"cid:big@h\">"), .image("dot@h", bytes: 43),
                .image("big@h", bytes: 161),
            ])
        #expect(try await mail.decided().created().attachments.map(\.content.count) == [161])
    }

    @Test func `given an image without a name that is an attachment, when decided, then it is kept`() async throws {
        #expect(try await files([.file(nil, "image", "png")]).attachments.map(\.fileName) == ["attachment-1.png"])
    }

    @Test func `7.5.14 given a file of no bytes, when decided, then it is left out`() async throws {
        let new = try await files([.file("empty.txt", bytes: ""), .file("full.txt")])
        #expect(new.attachments.map(\.fileName) == ["full.txt"])
        #expect(new.origin.notes == [])
    }

    @Test func `7.4.1 given ignored names, when decided, then their files are left out`() async throws {
        let parts: [Part] = [.file("Signature.asc"), .file("my-signature.asc"), .file("card.vcf")]
        #expect(try await files(parts).attachments.map(\.fileName) == ["my-signature.asc", "card.vcf"])
        let options = IntakeOptions.demo.with { $0.ignoredFileNames = ["*.VCF"] }
        #expect(try await files(parts, options).attachments.map(\.fileName) == ["Signature.asc", "my-signature.asc"])
    }

    @Test func `7.5.5 given a file beyond the limit, when decided, then the rest is done and a note names it`()
        async throws
    {
        let options = IntakeOptions.demo.with { $0.maximumFileBytes = 4 }
        let new = try await files([.file("small.pdf"), .file("large.pdf", bytes: "12345")], options)
        #expect(new.attachments.map(\.fileName) == ["small.pdf"])
        #expect(new.origin.notes == [Note(code: .refusedFile, line: "large.pdf")])
    }

    @Test
    func `given the same file twice, when decided, then it is stored once, and another of its name under a number`()
        async throws
    {
        let new = try await files([
            .file("a.pdf"), .file("a.pdf"), .file("a.pdf", bytes: "other"), .file("a.pdf", bytes: "third"),
        ])
        #expect(new.attachments.map(\.fileName) == ["a.pdf", "a-2.pdf", "a-3.pdf"])
        #expect(new.attachments.map(\.content.count) == [4, 5, 5])
    }

    @Test func `given a name with a path, when decided, then only its last part is used`() async throws {
        #expect(try await files([.file("../../a.pdf")]).attachments.map(\.fileName) == ["a.pdf"])
    }

    @Test func `7.5.18 given a name from Content-Location, when decided, then its query is no part of it`() async throws
    {
        var part = Part.file("http://example.org/img/a.gif?size=2", "image", "gif")
        part.contentLocation = part.fileName
        #expect(try await files([part]).attachments.map(\.fileName) == ["a.gif"])
    }

    @Test
    func
        `7.5.5 given a sender who may create but not attach, when decided, then the work package is made without files`()
        async throws
    {
        let directory = FakeDirectory.sample.allowing([.addWorkPackages], to: "jane")
        let new = try await files([.file("a.pdf"), .file("b.pdf")], .demo, directory)
        #expect(new.description == "Text")
        #expect(new.attachments.isEmpty)
        #expect(
            new.origin.notes == [Note(code: .refusedFile, line: "a.pdf"), Note(code: .refusedFile, line: "b.pdf")])
    }

    @Test(arguments: [Permission.addWorkPackageAttachments, .editWorkPackages])
    func `given one of the rights to attach, when decided, then files are stored`(permission: Permission) async throws {
        let directory = FakeDirectory.sample.allowing([.addWorkPackages, permission], to: "jane")
        #expect(try await files([.file("a.pdf")], .demo, directory).attachments.count == 1)
    }

    @Test func `given permissions are not checked, when decided, then files are stored`() async throws {
        let directory = FakeDirectory.sample.allowing([], to: "jane")
        let options = IntakeOptions.demo.with { $0.skipsPermissionCheck = true }
        #expect(try await files([.file("a.pdf")], options, directory).attachments.count == 1)
    }
}

import Testing
import Transport

@Suite struct SMTPServerURLTests {
    @Test(
        arguments: zip(
            [
                "smtp://mail.example.org", "smtps://mail.example.org", "smtp://a%40b@[::1]:2525",
                "SMTP://Mail.example.org/",
            ],
            [
                "smtp://mail.example.org:587", "smtps://mail.example.org:465", "smtp://[::1]:2525",
                "smtp://mail.example.org:587",
            ]))
    func `given an address of a server, when read, then it has the port of its kind and never shows the user`(
        text: String, shown: String
    ) throws {
        #expect(try SMTPServerURL(text).description == shown)
    }

    @Test func `given a user with an at sign, when read, then it is decoded`() throws {
        #expect(try SMTPServerURL("smtps://a%40b.example@mail.example.org").user == "a@b.example")
    }

    @Test(
        arguments: [
            "https://mail.example.org", "smtp://user:secret@mail.example.org", "smtp://mail.example.org/path", "mail",
            "smtp://", "",
        ])
    func `given something else, when read, then it is refused and no password is shown`(text: String) {
        do {
            _ = try SMTPServerURL(text)
            Issue.record("accepted \(text)")
        } catch { #expect(!error.description.contains("secret")) }
    }
}

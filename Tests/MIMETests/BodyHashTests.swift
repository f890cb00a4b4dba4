import MIME
import Mail
import Testing

@Suite struct BodyHashTests {
    @Test(arguments: [
        ("Subject: x\n\nbody\n", "body\n"),
        ("Subject: x\r\n\r\nbody\r\n", "body\r\n"),
        ("Received: a\n\nbody\n\nmore", "body\n\nmore"),
        ("\nbody", "body"),
        ("Subject: no body", ""),
        ("", ""),
    ])
    func `given a mail, when its body is hashed, then it is all after the first empty line (7.2.5)`(
        mail: String, body: String
    ) throws {
        let fixture = try ParserFixture()
        let hash = try fixture.parser.bodyHash(of: try fixture.mail(Array(mail.utf8)))
        #expect(hash == fixture.spool.hash(of: Array(body.utf8)))
    }

    @Test func `given a mail that lies in a file, when its body is hashed, then it is the same`() throws {
        let fixture = try ParserFixture()
        let body = Array(String(repeating: "line\r\n", count: 100_000).utf8)
        let hash = try fixture.parser.bodyHash(of: try fixture.mail(Array("Subject: x\r\n\r\n".utf8) + body))
        #expect(hash == fixture.spool.hash(of: body))
    }
}

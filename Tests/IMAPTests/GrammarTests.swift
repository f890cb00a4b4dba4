import Observability
import Testing

@testable import IMAP

@Suite struct GrammarTests {
    @Test(arguments: [
        ("INBOX", "INBOX"), ("Entwürfe", "Entw&APw-rfe"), ("a&b", "a&-b"), ("台北", "&U,BTFw-"),
        ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"), ("😀", "&2D3eAA-"), ("&", "&-"), ("", ""),
    ])
    func `given a folder's name, modified UTF-7 leads there and back`(name: String, encoded: String) {
        #expect(ModifiedUTF7.encode(name) == encoded)
        #expect(ModifiedUTF7.decode(encoded) == name)
    }

    @Test(arguments: ["&", "&abc", "&!!-", "&AAAAA-", "ü"])
    func `given a name that is not well encoded, it stays as it is`(encoded: String) {
        #expect(ModifiedUTF7.decode(encoded) == encoded)
    }

    @Test(arguments: [
        ([UInt32](), ""), ([5], "5"), ([3, 1, 2, 2, 7], "1:3,7"), ([4_294_967_295, 1], "1,4294967295"),
    ])
    func `given UIDs in any order, their set is short`(numbers: [UInt32], text: String) {
        let set = UIDSet(numbers.compactMap { UID($0) })
        #expect(set.description == text)
        #expect(set.count == Set(numbers).count)
        #expect(set.uids(atMost: 10).map(\.number) == Set(numbers).sorted())
    }

    @Test func `given a set of four billion, only so many are taken`() throws {
        let set = try #require(UIDSet(parsing: "4294967295:1"))
        #expect(set.uids(atMost: 3).map(\.number) == [1, 2, 3])
    }

    @Test(arguments: ["", "0", "1:0", "1,,2", "*", "1:2:3", "-1", "4294967296"])
    func `given what is no set, there is none`(text: String) {
        #expect(UIDSet(parsing: text) == nil)
    }

    @Test func `given many UIDs with gaps, no command line becomes too long`() {
        let uids = (1...5_000).compactMap { UID($0 * 2) }
        let sets = UIDSet(uids).split()
        #expect(sets.allSatisfy { $0.description.utf8.count <= 8_000 })
        #expect(sets.flatMap { $0.uids(atMost: .max) } == uids)
    }

    @Test(arguments: [("1/2", "1/2"), ("4294967295/1", "4294967295/1")])
    func `given a key, it names validity and UID`(id: String, shown: String) {
        #expect(MessageIdentity(id: id)?.description == shown)
    }

    @Test(arguments: ["", "1", "1/0", "1/2/3", "a/1", "1/-1", "4294967296/1"])
    func `given what is no key, there is no identity`(id: String) {
        #expect(MessageIdentity(id: id) == nil)
    }

    private static func namespace(_ prefix: String, _ separator: Character?) -> Namespace {
        Namespace(
            personal: [.init(prefix: prefix, separator: separator)], others: [.init(prefix: "user.", separator: ".")],
            shared: [])
    }

    @Test(arguments: [
        ("", "/", "inbox", "INBOX"), ("", "/", "Done/2024", "Done/2024"), ("", ".", "Done/2024", "Done.2024"),
        ("", ".", "Done.a/b", "Done.a/b"), ("INBOX.", ".", "Done", "INBOX.Done"),
        ("INBOX.", ".", "INBOX/Done", "INBOX.Done"), ("INBOX.", ".", "user.anna.x", "user.anna.x"),
        ("INBOX.", ".", "InBox", "INBOX"),
    ])
    func `given a folder as a person writes it, the server's own name is found`(
        prefix: String, separator: String, text: String, name: String
    ) {
        #expect(Self.namespace(prefix, separator.first).folder(text) == name)
    }

    @Test func `given a password, no command shows it`() {
        let secret = Secret("se\"cret")
        let login = Command("LOGIN").adding(string: "a\\b", unaskedLiterals: false)
            .adding(secret: secret, unaskedLiterals: false)
        #expect(login.pieces.map { String(decoding: $0, as: UTF8.self) } == [#"LOGIN "a\\b" "se\"cret""#])
        #expect(login.shown == #"LOGIN "a\b" [redacted]"#)
        let literal = Command("LOGIN").adding(string: "ä", unaskedLiterals: false)
            .adding(secret: secret, unaskedLiterals: true)
        #expect(literal.pieces.map { String(decoding: $0, as: UTF8.self) } == ["LOGIN {2}", #"ä "se\"cret""#])
        let unasked = Command("LOGIN").adding(string: "ä", unaskedLiterals: true)
        #expect(unasked.pieces.map { String(decoding: $0, as: UTF8.self) } == ["LOGIN {2+}\r\nä"])
        let plain = Command("AUTHENTICATE PLAIN").adding(
            initialResponse: .plain(user: "tim", password: Secret("tanstaaftanstaaf")))
        // RFC 4616, section 4.
        #expect(String(decoding: plain.pieces[0], as: UTF8.self) == "AUTHENTICATE PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm")
        #expect(plain.shown == "AUTHENTICATE PLAIN [redacted]")
    }

    @Test func `given a token, both mechanisms carry it as their documents say`() {
        // Google's page on XOAUTH2, and RFC 7628, section 4.1.
        #expect(
            String(
                decoding: SASLResponse.xoauth2(
                    user: "someuser@example.com", token: Secret("ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg")
                )
                .encoded, as: UTF8.self)
                == "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ=="
        )
        #expect(
            String(
                decoding: SASLResponse.oauthBearer(
                    user: "user@example.com", host: "server.example.com", port: 143,
                    token: Secret("vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==")
                ).encoded, as: UTF8.self)
                == "bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQzAWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB"
        )
    }

    @Test(arguments: [
        ("AUTH=PLAIN", "PLAIN", "none"), ("AUTH=PLAIN LOGINDISABLED", "PLAIN", "none"), ("", "LOGIN", "none"),
        ("LOGINDISABLED", "none", "none"), ("AUTH=XOAUTH2", "LOGIN", "XOAUTH2"),
        ("AUTH=XOAUTH2 AUTH=OAUTHBEARER", "LOGIN", "OAUTHBEARER"),
    ])
    func `given what a server offers, the way to log in is chosen`(offered: String, password: String, token: String) {
        let capabilities = Capabilities(offered.split(separator: " ").map(String.init))
        #expect(LoginMethod.forPassword(capabilities)?.rawValue ?? "none" == password)
        #expect(LoginMethod.forToken(capabilities)?.rawValue ?? "none" == token)
    }

    @Test(arguments: [
        ("UNSEEN UNDELETED", "\\Seen", false), ("unseen", "\\seen", false), ("UNSEEN", "\\Deleted", true),
        ("UNSEEN UNDELETED", "\\Deleted", false), ("ALL", "\\Seen", true), ("OR UNSEEN FLAGGED", "\\Seen", true),
        ("NOT UNSEEN", "\\Seen", true), ("SUBJECT unseen", "\\Flagged", true),
    ])
    func `given flags, the criteria say whether a mail may still match`(criteria: String, flag: String, allows: Bool) {
        #expect(SearchCriteria(criteria).allows([Flag(flag)]) == allows)
    }
}

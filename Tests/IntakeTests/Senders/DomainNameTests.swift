import Mail
import Testing
import Tracking

@testable import Intake

@Suite struct DomainNameTests {
    /// Pairs that name registries and RFC 3492, section 7.1, give.
    private static let pairs = [
        ("bücher.example", "xn--bcher-kva.example"), ("müller.example", "xn--mller-kva.example"),
        ("faß.example", "xn--fa-hia.example"), ("例え.テスト", "xn--r8jz45g.xn--zckzah"),
        ("пример.испытание", "xn--e1afmkfd.xn--80akhbyknj4f"), ("مثال.إختبار", "xn--mgbh0fb.xn--kgbechtv"),
        ("παράδειγμα.δοκιμή", "xn--hxajbheg2az3al.xn--jxalpdlp"), ("실례.테스트", "xn--9n2bp8q.xn--9t4b11yi5a"),
        ("mail.example.org", "mail.example.org"),
    ]

    @Test(arguments: pairs)
    func `given a domain in both spellings, when read, then each gives the other`(unicode: String, ascii: String) {
        #expect(DomainName(ascii).unicode == unicode)
        #expect(DomainName(unicode).ascii == ascii)
        #expect(DomainName(unicode) == DomainName(ascii.uppercased()))
    }

    @Test(arguments: [
        "xn--", "xn--ü", "xn--99999999", "xn--a-\u{1}", "xn--" + String(repeating: "z", count: 300), "a..b",
    ])
    func `given something that is no label, when read, then it stays what it is`(text: String) {
        #expect(DomainName(text).unicode == text)
    }

    @Test func `given a label beyond any limit, when written in ASCII, then it stays what it is`() {
        let label = String(repeating: "ü", count: 100)
        #expect(DomainName(label).ascii == label)
    }

    @Test func `given an account in one spelling, when mail comes from the other, then both are asked for`()
        async throws
    {
        var directory = FakeDirectory.sample
        directory.questions = FakeDirectory.Questions()
        directory.people[0].mails = ["jane@xn--bcher-kva.example"]
        var mail = SampleMail()
        mail.from[0] = .init(name: nil, mail: "Jane@Bücher.example")
        guard case .person(let person) = try await mail.decided(.demo, directory).acting() else {
            Issue.record("another sender")
            return
        }
        #expect(person.login == "jane")
        let asked = await directory.questions.mails.map(\.address).prefix(2)
        #expect(asked == ["jane@bücher.example", "jane@xn--bcher-kva.example"])
    }
}

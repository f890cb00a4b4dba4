import Testing

@testable import IMAP

/// What servers say, from the RFCs and from the wild.
@Suite struct ResponseTests {
    private func parse(_ text: String) -> String {
        do {
            return Self.show(try ResponseParser.parse(Array(text.utf8)))
        } catch {
            return "refused \(error.what)"
        }
    }

    private static func show(_ response: Response) -> String {
        switch response {
        case .continuation(let text): "+ \(text)"
        case .tagged(let tag, let status): "\(tag) \(show(status))"
        case .untagged(let data): show(data)
        }
    }

    private static func show(_ status: Response.Status) -> String {
        let code = status.code.map { " [\($0)]" } ?? ""
        return "\(status.kind.rawValue)\(code) \"\(status.text)\""
    }

    private static func show(_ data: Response.Data) -> String {
        switch data {
        case .status(let status): show(status)
        case .capability(let capabilities): "capability \(capabilities.names.sorted().joined(separator: " "))"
        case .list(let folder):
            "list \(folder.attributes.map(\.text)) \(folder.separator.map { String($0) } ?? "none") \(folder.name)"
        case .search(let uids): "search \(uids)"
        case .extendedSearch(let found): "esearch \(found.tag ?? "-") \(found.all) \(found.count ?? -1)"
        case .exists(let count): "exists \(count)"
        case .expunge(let number): "expunge \(number)"
        case .fetch(let data):
            "fetch \(data.number) \(data.uid?.description ?? "-") \(data.flags?.map(\.text).joined(separator: " ") ?? "-") "
                + "\(data.size ?? -1) \(show(data.body))"
        case .namespace(let space): "namespace \(show(space.personal)) \(show(space.others)) \(show(space.shared))"
        case .enabled(let names): "enabled \(names)"
        case .rights(let rights): "rights \(rights)"
        case .other(let word): "other \(word)"
        }
    }

    private static func show(_ body: Response.FetchedData.Body?) -> String {
        switch body {
        case .text(let bytes): "text \(String(decoding: bytes, as: UTF8.self))"
        case .streamed: "streamed"
        case .missing: "missing"
        case nil: "-"
        }
    }

    private static func show(_ parts: [Namespace.Part]) -> String {
        "(" + parts.map { "\($0.prefix)|\($0.separator.map { String($0) } ?? "none")" }.joined(separator: ",") + ")"
    }

    @Test(arguments: [
        ("* OK IMAP4rev1 Service Ready", "OK \"IMAP4rev1 Service Ready\""),
        ("* OK", "OK \"\""),
        ("* PREAUTH welcome", "PREAUTH \"welcome\""),
        ("* BYE [UNAVAILABLE] down", "BYE [word(IMAP.ResponseCode.Word.unavailable)] \"down\""),
        ("* NO [ALERT] disk is 98% full", "NO [word(IMAP.ResponseCode.Word.alert)] \"disk is 98% full\""),
        ("* ok [uidvalidity 3857529045] UIDs valid", "OK [uidValidity(3857529045)] \"UIDs valid\""),
        ("* OK [UIDNEXT 4392] next", "OK [uidNext(4392)] \"next\""),
        (
            "* OK [PERMANENTFLAGS (\\Deleted \\Seen \\*)] Limited",
            "OK [permanentFlags([\\Deleted, \\Seen, \\*], allowsNew: true)] \"Limited\""
        ),
        ("* OK [PERMANENTFLAGS ()] none", "OK [permanentFlags([], allowsNew: false)] \"none\""),
        ("a1 OK [READ-ONLY] EXAMINE completed", "a1 OK [word(IMAP.ResponseCode.Word.readOnly)] \"EXAMINE completed\""),
        (
            "a1 OK [COPYUID 38505 304,319:320 3956:3958] Done",
            "a1 OK [copyUID(38505, from: 304,319:320, to: 3956:3958)] \"Done\""
        ),
        ("a1 OK [APPENDUID 38505 3955] done", "a1 OK [appendUID(38505, 3955)] \"done\""),
        ("a1 NO [TRYCREATE] no such folder", "a1 NO [word(IMAP.ResponseCode.Word.tryCreate)] \"no such folder\""),
        ("a1 NO [OVERQUOTA] full", "a1 NO [word(IMAP.ResponseCode.Word.overQuota)] \"full\""),
        ("a1 NO [X-NEW (1 2) thing] text", "a1 NO [other(\"X-NEW (1 2) thing\")] \"text\""),
        ("a1 BAD", "a1 BAD \"\""),
        ("+ idling", "+ idling"), ("+", "+ "), ("+ ", "+ "),
        ("* CAPABILITY IMAP4rev1 STARTTLS AUTH=GSSAPI", "capability AUTH=GSSAPI IMAP4REV1 STARTTLS"),
        ("* LIST (\\Noselect) \"/\" ~/Mail/foo", "list [\"\\\\Noselect\"] / ~/Mail/foo"),
        ("* LIST () NIL INBOX", "list [] none INBOX"),
        ("* LIST () \".\" \"a \\\"quoted\\\" name\"", "list [] . a \"quoted\" name"),
        ("* LIST () \"\\\\\" {5}\r\nfo[o]", "list [] \\ fo[o]"),
        ("* LIST () \"/\" [Gmail]/Drafts", "list [] / [Gmail]/Drafts"),
        ("* SEARCH 2 84 882", "search [2, 84, 882]"), ("* SEARCH", "search []"),
        ("* SEARCH 2 5 (MODSEQ 917162500)", "search [2, 5]"),
        ("* ESEARCH (TAG \"a4\") UID ALL 4,7:9", "esearch a4 4,7:9 -1"),
        ("* ESEARCH (TAG a4) UID", "esearch a4  -1"),
        ("* ESEARCH (TAG \"a\") UID MIN 3 COUNT 7 ALL 4", "esearch a 4 7"),
        ("* 23 EXISTS", "exists 23"), ("* 44 EXPUNGE", "expunge 44"), ("* 5 RECENT", "other RECENT"),
        ("* FLAGS (\\Answered)", "other FLAGS"), ("* VANISHED 41,43:116", "other VANISHED"),
        (
            "* 12 FETCH (FLAGS (\\Seen $Label) UID 4827313 RFC822.SIZE 44827 BODY[] \u{0})",
            "fetch 12 4827313 \\Seen $Label 44827 streamed"
        ),
        ("* 1 FETCH (UID 7 BODY[] NIL)", "fetch 1 7 - -1 missing"),
        ("* 1 FETCH (UID 7 body[]<0> \"a\\\\b\")", "fetch 1 7 - -1 text a\\b"),
        ("* 1 FETCH (BODY[] ~{3}\r\nab\u{0} UID 7)", "fetch 1 7 - -1 text ab\u{0}"),
        ("* 1 FETCH (BODY[HEADER.FIELDS (DATE)] {4}\r\nab\r\n UID 7 FLAGS ())", "fetch 1 7  -1 -"),
        (
            "* 1 FETCH (ENVELOPE (NIL \"s\" ((\"A\" NIL \"b\" \"c\"))) MODSEQ (12) UID 7 X-GM-MSGID 12345678901234567)",
            "fetch 1 7 - -1 -"
        ),
        (
            "* NAMESPACE ((\"INBOX.\" \".\")) NIL ((\"Shared/\" \"/\" \"X\" (\"a\")))",
            "namespace (INBOX.|.) () (Shared/|/)"
        ),
        ("* NAMESPACE ((\"\" NIL)) NIL NIL", "namespace (|none) () ()"),
        ("* ENABLED UTF8=ACCEPT", "enabled [\"UTF8=ACCEPT\"]"),
        ("* MYRIGHTS \"INBOX\" rwiptsldaex", "rights rwiptsldaex"),
        ("* ID (\"name\" \"Cyrus\")", "other ID"), ("* ID NIL", "other ID"),
    ])
    func `given a response of the grammar, its parts are read`(text: String, shown: String) {
        #expect(parse(text) == shown)
    }

    @Test(arguments: [
        ("", "refused \"\""),
        ("220 mail.example.net ESMTP", "refused \"220 mail.example.net ESMTP\""),
        ("HTTP/1.1 400 Bad Request", "refused \"HTTP/1.1 400 Bad Request\""),
        ("*", "refused \"*\""), ("* ", "refused \"* \""),
        ("a1 BYE x", "refused \"a1 BYE x\""),
        ("* 12 FETCH (UID 0)", "refused \"* 12 FETCH (UID 0)\""),
        ("* 12 FETCH (UID 4294967296)", "refused \"* 12 FETCH (UID 4294967296)\""),
        ("* 12 FETCH (UID 99999999999999999999999)", "refused \"* 12 FETCH (UID 99999999999999999999999)\""),
        ("* 12 FETCH (UID 7", "refused \"* 12 FETCH (UID 7\""),
        ("* 12 FETCH (FLAGS (\\Seen", "refused \"* 12 FETCH (FLAGS (\\Seen\""),
        ("* 12 FETCH (BODY[] \"abc", "refused \"* 12 FETCH (BODY[] \"abc\""),
        ("* 12 FETCH (BODY[] {9}\r\nabc)", "refused \"* 12 FETCH (BODY[] {9}??abc)\""),
        ("* OK [UIDVALIDITY x] y", "refused \"* OK [UIDVALIDITY x] y\""),
        ("* OK [COPYUID 1 2", "refused \"* OK [COPYUID 1 2\""),
        ("* ESEARCH ALL 1:*", "refused \"1:*\" for a set of UIDs"),
        ("* SEARCH 1 a", "refused \"* SEARCH 1 a\""),
        ("* NAMESPACE x NIL NIL", "refused \"* NAMESPACE x NIL NIL\""),
    ])
    func `given what is no response, it is refused with the place`(text: String, shown: String) {
        #expect(parse(text) == shown)
    }

    @Test func `given lists within lists without end, they are refused`() {
        let text = "* 1 FETCH (X " + String(repeating: "(", count: 100_000)
        #expect(parse(text) == "refused lists within lists, 100 deep")
    }
}

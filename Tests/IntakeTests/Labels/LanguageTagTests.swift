import Testing

@testable import Intake

@Suite struct LanguageTagTests {
    private static let known = LanguageLabels.all.map(\.tag)

    @Test(arguments: [
        ("de", "de"), ("de-AT", "de"), ("DE_at", "de"), ("pt", "pt"), ("pt-PT", "pt"), ("pt-BR", "pt-BR"),
        ("pt-br", "pt-BR"), ("no", "nb"), ("nn-NO", "nb"), ("nb-NO", "nb"), ("iw", "he"), ("zh", "zh-CN"),
        ("zh-SG", "zh-CN"), ("zh-Hans-CN", "zh-CN"), ("zh-Hant-HK", "zh-TW"), ("zh-HK", "zh-TW"), ("zh-tw", "zh-TW"),
        ("en-GB", "en"), ("sr-Latn", nil), ("", nil), ("d", nil),
    ])
    func `given a language tag, when a table is looked for, then the nearest serves`(tag: String, table: String?) {
        #expect(LanguageTag.served(tag, among: Self.known) == table)
    }

    @Test func `given pt-BR without a table of its own, when looked for, then pt serves`() {
        #expect(LanguageTag.served("pt-BR", among: ["en", "pt"]) == "pt")
    }
}

import Testing

@testable import Intake

@Suite struct FileNameTests {
    @Test(
        arguments: [
            ("a.pdf", "a.pdf"), ("../../etc/passwd", "passwd"), ("C:\\Users\\x\\a.doc", "a.doc"), ("/tmp/", "tmp"),
            ("a\u{0}b\r\nc.txt", "abc.txt"), ("gpj\u{202E}exe.txt", "gpjexe.txt"), ("  a .txt  ", "a .txt"),
            ("name.", "name"), ("con", "_con"), ("NUL.txt", "_NUL.txt"), ("console.txt", "console.txt"),
            (".bashrc", ".bashrc"), ("Grüße 日本.pdf", "Grüße 日本.pdf"), ("a\tb", "a b"), ("Re: x.eml", "Re: x.eml"),
        ])
    func `given a name, when made safe, then path, controls and reserved names are gone`(name: String, safe: String) {
        #expect(FileName.safe(name) == safe)
    }

    @Test(arguments: ["", "..", ".", "/", "\\", "\u{202E}", " . "])
    func `given a name that says nothing, when made safe, then there is none`(name: String) {
        #expect(FileName.safe(name) == nil)
    }

    @Test
    func `given a name beyond 255 bytes, when made safe, then it is cut between characters in front of its ending`()
        throws
    {
        let safe = try #require(FileName.safe(String(repeating: "ü", count: 200) + ".pdf"))
        #expect(safe == String(repeating: "ü", count: 125) + ".pdf")
        #expect(FileName.safe(String(repeating: "x", count: 300))?.utf8.count == 255)
    }

    @Test func `given a name of 255 bytes, when numbered, then it stays within them`() {
        let name = String(repeating: "x", count: 251) + ".pdf"
        #expect(FileName.numbered(name, 2) == String(repeating: "x", count: 249) + "-2.pdf")
        #expect(FileName.numbered("README", 3) == "README-3")
    }

    @Test(
        arguments: [
            ("a.PDF", "pdf"), ("a.tar.gz", "gz"), ("a", nil), (".bashrc", nil), ("a.", nil), ("a.b c", nil),
            ("a.ü", nil),
        ])
    func `given a name, when its ending is read, then it is letters and digits`(name: String, ending: String?) {
        #expect(FileName.ending(of: name) == ending)
    }
}

@Suite struct GlobTests {
    @Test(
        arguments: [
            ("signature.asc", "Signature.ASC"), ("*.vcf", "card.vcf"), ("*.vcf", ".vcf"),
            ("image0??.png", "image001.PNG"),
            ("*", ""), ("*", "a"), ("a*b*c", "aXbYbZc"), ("**", "x"), ("Über*", "üBER.txt"),
        ])
    func `7.4.1 given a glob, when the whole name fits, then it matches whatever the case`(glob: String, name: String) {
        #expect(Glob(glob).matches(name))
    }

    @Test(
        arguments: [
            ("signature.asc", "my-signature.asc"), ("signature.asc", "signature.asc.pdf"), ("*.vcf", "card.vcfx"),
            ("?", ""),
            ("image0??.png", "image01.png"), ("", "a"), ("a*b", "ac"),
        ])
    func `7.4.1 given a glob, when only a part fits, then it does not match`(glob: String, name: String) {
        #expect(!Glob(glob).matches(name))
    }

    @Test(.timeLimit(.minutes(1))) func `given a glob of many stars, when it does not match, then that is found soon`()
    {
        let glob = Glob(String(repeating: "a*", count: 60) + "b")
        #expect(!glob.matches(String(repeating: "a", count: 2_000)))
    }
}

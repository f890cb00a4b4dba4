import Testing

@testable import Intake

@Suite struct StoredFilesTests {
    private let stored = StoredFiles(imageNames: ["logo@x": "logo.png", "plan@x": "my plan (1).png"])

    @Test(
        arguments: zip(
            [
                "See ![](cid:logo@x) there", "![Our logo](cid:LOGO@x)", "![](cid:plan@x)", "a ![](cid:gone@x)\nb",
                "[![](cid:logo@x)](https://x.example)", "[text](https://x.example) ![](cid:logo@x)",
                "a ](cid:logo@x) b", "![](cid:logo@x", "no image",
            ],
            [
                "See ![](logo.png) there", "![Our logo](logo.png)", "![](<my plan (1).png>)", "a\nb",
                "[![](logo.png)](https://x.example)", "[text](https://x.example) ![](logo.png)",
                "a ](cid:logo@x) b", "![](cid:logo@x", "no image",
            ]))
    func `given a text that shows images, when stored, then it names the files that are kept`(
        text: String, expected: String
    ) {
        #expect(stored.naming(imagesIn: text) == expected)
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["![](cid:x)", "](cid:", "[x](y)", "!["])
    func `given a text of nothing but marks, when stored, then the time is bounded`(unit: String) {
        let text = String(repeating: unit, count: 200_000 / unit.count) + "](cid:a)"
        #expect(stored.naming(imagesIn: text).count <= text.count)
    }
}

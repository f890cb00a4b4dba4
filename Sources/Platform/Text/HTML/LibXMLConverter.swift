import CXML2
package import Intake

/// HTML to Markdown with libxml2's parser. Holds no state: any number of texts at once.
///
/// What the sender typed is not escaped, so that a keyword line in HTML is the same line in the text.
package struct LibXMLConverter: HTMLConverter {
    /// libxml2 drops what lies deeper. Long threads reach 256, its own limit, with four levels per answer.
    private static let maximumDepth: UInt32 = 512

    private static let started: Void = cxml2_start(maximumDepth)

    package init() { _ = LibXMLConverter.started }

    package func markdown(fromHTML html: String) -> ConvertedHTML {
        let source = HTMLSource(html)
        guard let document = HTMLDocument(source.html) else {
            return ConvertedHTML(text: "", contentIDs: [], isCut: source.isCut)
        }
        var renderer = MarkdownRenderer()
        document.walk(&renderer)
        let written = renderer.finish()
        return ConvertedHTML(
            text: written.text, contentIDs: renderer.contentIDs,
            isCut: source.isCut || document.isCut || written.isCut)
    }
}

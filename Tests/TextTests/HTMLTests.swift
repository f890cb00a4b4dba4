import Intake
import Testing
import Text

@Suite struct HTMLTests {
    struct Row: CustomTestStringConvertible {
        let html: String
        let text: String
        init(_ html: String, _ text: String) {
            self.html = html
            self.text = text
        }
        var testDescription: String { html.debugDescription }
    }

    static let lines: [Row] = [
        Row("", ""),
        Row("Just text", "Just text"),
        Row("<p>One</p><p>Two</p>", "One\n\nTwo"),
        Row("<div>One</div><div>Two</div>", "One\nTwo"),
        Row("One<br>Two<br/>Three", "One\nTwo\nThree"),
        Row("One<br><br><br><br>Two", "One\n\nTwo"),
        Row("<div>One<br></div><div>Two</div>", "One\nTwo"),
        Row("<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo"),
        Row("<div><br></div><div>One</div><div><br></div>", "One"),
        Row("<p>One</p>\n\n  <p>  Two\n  words </p>\n", "One\n\nTwo words"),
        Row("<h1>Title</h1>Text<h3>Sub</h3><p>More</p>", "# Title\n\nText\n\n### Sub\n\nMore"),
        Row("One<hr>Two", "One\n\nTwo"),
        Row("a&nbsp;&nbsp;b", "a b"),
        Row("&amp;lt; &lt;b&gt; &euro; &#8364; &copy; &nosuch;", "&lt; <b> € € © &nosuch;"),
        Row(
            "<html><head><title>No</title><style>p{}</style></head><body><script>x()</script>Yes<!-- no --></body></html>",
            "Yes"),
        Row("<div style='display: none'>hidden</div><span style=\"mso-hide:all\">too</span>Seen", "Seen"),
        Row("zero\u{200B}width&shy;soft", "zerowidthsoft"),
        Row("a\u{0}b", "a b"),
        Row("<unknown>kept</unknown> <font color=red>too</font>", "kept too"),
        Row("* not *escaped* _at_ #all", "* not *escaped* _at_ #all"),
        Row("日本語<br>العربية", "日本語\nالعربية"),
    ]

    static let outlook: [Row] = [
        Row("<p class=MsoNormal>One<o:p></o:p></p><p class=\"MsoNormal\">Two<o:p></o:p></p>", "One\nTwo"),
        Row(
            "<p class=MsoNormal>One</p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Two</p>", "One\n\nTwo"
        ),
        Row("<!--[if mso]><p>no</p><![endif]--><p>Yes</p>", "Yes"),
        Row(
            "<p class=MsoListParagraph><![if !supportLists]><span>·<span>&nbsp;&nbsp;</span></span><![endif]>Item</p>"
                + "<p class=MsoListParagraphCxSpLast>§&nbsp;Other</p>", "- Item\n- Other"),
        Row(
            "<div style='border-top:solid'><p class=MsoNormal><b>From:</b> Joe &lt;j@x.net&gt;<br><b>Sent:</b> Thu<br><b>Subject:</b> RE: x</p></div>",
            "From: Joe <j@x.net>\nSent: Thu\nSubject: RE: x"),
    ]

    static let keywords: [Row] = [
        Row("<div>Hello</div><div>Status: Closed</div>", "Hello\nStatus: Closed"),
        Row("Hello<br>Status: Closed<br>Priority: High<br>", "Hello\nStatus: Closed\nPriority: High"),
        Row(
            "<p>Status: Closed</p><p>Assignee: <a href='mailto:joe@x.net'>joe@x.net</a></p>",
            "Status: Closed\n\nAssignee: joe@x.net"),
        Row("<b>Status:</b> Closed", "Status: Closed"),
        Row("<b>Status</b>: Closed", "Status: Closed"),
        Row("<b>Status: Closed</b>", "Status: Closed"),
        Row("<b>Status:</b> <b>Closed</b>", "Status: Closed"),
        Row("Status: <b>Closed</b>", "Status: Closed"),
        Row("<p>Done_ratio: 50</p><p>custom_field: a_b*c</p>", "Done_ratio: 50\n\ncustom_field: a_b*c"),
        Row("<ul><li>Status: Closed</li></ul>", "- Status: Closed"),
        Row("<span>Status:</span><span> Closed</span>", "Status: Closed"),
        Row("<div>Start date:&nbsp;2026-11-26</div>", "Start date: 2026-11-26"),
    ]

    static let inline: [Row] = [
        Row("<b>bold</b> and <i>italic</i> and <code>x</code>", "**bold** and _italic_ and `x`"),
        Row("a<b> bold </b>b", "a **bold** b"),
        Row("<b><strong>once</strong></b>", "**once**"),
        Row("<b> </b>nothing<i></i>", "nothing"),
        Row("<b><i>both</i></b>", "**_both_**"),
        Row("<b>one<br>two</b>", "**one**\n**two**"),
        Row("<b><div>one</div><div>two</div></b>", "**one**\n**two**"),
        Row("<a href='https://x.net/a'>here</a>", "[here](https://x.net/a)"),
        Row("<a href='https://x.net/a'>https://x.net/a</a>", "https://x.net/a"),
        Row("<a href='https://x.net/'>x.net</a>", "x.net"),
        Row("<a href='mailto:joe@x.net'>joe@x.net</a>", "joe@x.net"),
        Row("<a href='https://x.net/a b(c)'>x</a>", "[x](https://x.net/a%20b%28c%29)"),
        Row(
            "<a href='javascript:alert(1)'>x</a> <a href='JaVa\nScript:x'>y</a> <a href='data:text/html,x'>z</a>",
            "x y z"),
        Row("<a href='#top'>up</a> <a href='/rel'>rel</a> <a name=x>anchor</a>", "up rel anchor"),
        Row("<a href='https://x.net'><b>bold</b> link</a>", "[**bold** link](https://x.net)"),
        Row("<a href='https://x.net'><img src='https://x.net/pixel.png'></a>seen", "seen"),
        Row("<a href='https://x.net'><div>one</div><div>two</div></a>", "one\ntwo"),
        Row("<a href='https://x.net'>never closed", "[never closed](https://x.net)"),
    ]

    static let blocks: [Row] = [
        Row("a<ul><li>One</li><li>Two<ul><li>Deep</li></ul></li></ul>b", "a\n\n- One\n- Two\n  - Deep\n\nb"),
        Row("<ol><li>One<li>Two<br>more</ol>", "1. One\n2. Two\n   more"),
        Row("<ol start=9><li><p>Nine</p></li><li><p>Ten</p></li></ol>", "9. Nine\n10. Ten"),
        Row("<ul><li></li><li>x</li></ul>", "- x"),
        Row("Answer<blockquote>One<br>Two</blockquote>After", "Answer\n\n> One\n> Two\n\nAfter"),
        Row("<blockquote><p>a</p><p>b</p><blockquote>c</blockquote></blockquote>", "> a\n>\n> b\n>\n> > c"),
        Row("<blockquote><ul><li>a</li></ul></blockquote>", "> - a"),
        Row(
            "<div>Answer</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">On Thu, Joe wrote:<br></div>"
                + "<blockquote class=\"gmail_quote\"><div>Old</div></blockquote></div>",
            "Answer\nOn Thu, Joe wrote:\n\n> Old"),
        Row(
            "<div>Look</div><div class='gmail_quote gmail_quote_container'>Forwarded<br>Text</div>",
            "Look\n\n> Forwarded\n> Text"),
        Row("<pre>One\n  two\n\n\nthree</pre>", "One\n  two\n\n\nthree"),
        Row("Log:<pre>a\n  <b>b</b>\n</pre>after", "Log:\n\n```\na\n  b\n```\n\nafter"),
        Row("x<pre class=moz-quote-pre>a\n b</pre>", "x\n\na\n b"),
        Row(
            "<table><tr><th>Name</th><th>Hours</th></tr><tr><td>Joe</td><td>3</td></tr></table>",
            "Name | Hours\nJoe | 3"),
        Row(
            "<table><tr><td><p class=MsoNormal>a</p></td><td><p>b</p></td><td></td></tr></table>after", "a | b\n\nafter"
        ),
        Row("<table><tr><td><div>a</div><div>b</div></td><td>c</td></tr></table>", "a\nb\nc"),
        Row("<table><tr><td>\n a \n</td>\n<td>&nbsp;</td><td> b </td></tr></table>", "a | b"),
        Row(
            "<table><tr><td><table><tr><td>1</td><td>2</td></tr></table></td></tr><tr><td>3</td></tr></table>",
            "1 | 2\n3"),
        Row("<td>lost cell</td> text", "lost cell text"),
        Row("<table><tr><td>Type:</td><td>Bug</td><td>x</td></tr></table>", "Type: Bug | x"),
        Row("<table><tr><td><b>Type:</b></td><td>Bug</td></tr></table>", "Type: Bug"),
        Row("<table><tr><td>a</td><td>Type:</td><td>Bug</td></tr></table>", "a | Type: | Bug"),
    ]

    @Test(arguments: lines + outlook + keywords + inline + blocks)
    func `given HTML, when it is converted, then the Markdown is readable and its lines are lines`(row: Row) {
        #expect(
            LibXMLConverter().markdown(fromHTML: row.html)
                == ConvertedHTML(text: row.text, contentIDs: [], isCut: false))
    }

    @Test func `given images, when converted, then those of the mail are kept and those of the net are dropped`() {
        let html = """
            <p><img src="cid:pic@1" alt="A [nice]
             picture"><img src=CID:b%40c><img src="https://track.example/x.gif" alt="pixel"><img src="data:image/png;base64,xx"></p>
            """
        let expected = ConvertedHTML(
            text: "![A nice picture](cid:pic@1)![](cid:b%40c)", contentIDs: ["pic@1", "b@c"], isCut: false)
        #expect(LibXMLConverter().markdown(fromHTML: html) == expected)
    }

    @Test func `given a charset named in the HTML, when converted, then it does not matter`() {
        let html = "<html><head><meta charset=iso-8859-1></head><body>Grüße</body></html>"
        #expect(LibXMLConverter().markdown(fromHTML: html).text == "Grüße")
    }

    @Test(.timeLimit(.minutes(1)))
    func `given elements nested too deep, when converted, then what lies above is kept and the cut is told`() {
        let ordinary = String(repeating: "<div>", count: 400) + "deep"
        #expect(
            LibXMLConverter().markdown(fromHTML: ordinary) == ConvertedHTML(text: "deep", contentIDs: [], isCut: false))
        for element in ["<div>", "<b>", "<blockquote>", "<ul><li>", "<table><tr><td>", "<span>"] {
            let html = "<p>Above</p>" + String(repeating: element, count: 100_000) + "deep"
            #expect(
                LibXMLConverter().markdown(fromHTML: html) == ConvertedHTML(text: "Above", contentIDs: [], isCut: true))
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `given a tag with a flood of attributes, when converted, then the text before it is kept and the cut is told`()
    {
        let attributes = (0..<100_000).map { "a\($0)=b" }
        for separator in [" ", "\n", "''", " <b ", " x='>' ", " y = \">\" "] {
            let html = "<p>Above<p \(attributes.joined(separator: separator))>Below"
            #expect(
                LibXMLConverter().markdown(fromHTML: html) == ConvertedHTML(text: "Above", contentIDs: [], isCut: true))
        }
    }

    @Test func `given a long style sheet in a comment, as Outlook has it, when converted, then the text is whole`() {
        let sheet = String(repeating: "p.MsoNormal {margin: 0cm; font-size: 11.0pt}\n", count: 1_000)
        let prose = String(repeating: "2 < 3 and 3 < 4. ", count: 300)
        for html in ["<style><!--\n\(sheet)--></style><p>Text", "<!-- \(sheet) --><p>Text", "<p>\(prose)</p>Text"] {
            let converted = LibXMLConverter().markdown(fromHTML: html)
            #expect(!converted.isCut && converted.text.hasSuffix("Text"))
        }
    }

    static let floods = [
        "<p>", "</p>", "</b>", "<a ", "<!--", "<br>", "<b>x", "<b></i>", "<li>x", "<tr><td>x", "<a href=x:y>z", "&",
        "&amp;", "<", "\u{A0}", "<td>", "<p><b>",
        "<img src=cid:x>", "<pre>\n", "<blockquote>x<br>", "<div class=gmail_quote>", "[", "**:", "<b>a:</b>",
        "<![CDATA[", "<?", "<svg>", "<o:", "<![", "<![--",
    ]

    @Test(.timeLimit(.minutes(1)), arguments: floods)
    func `given a long row of one piece, when converted, then it ends soon`(piece: String) {
        let converted = LibXMLConverter().markdown(
            fromHTML: "x" + String(repeating: piece, count: 50_000 / piece.utf8.count))
        #expect(converted.isCut || converted.text.first == "x")
    }

    @Test func `given short lines in deep quotes, when converted, then the output is bounded and the cut is told`() {
        let html = String(repeating: "<blockquote>", count: 200) + String(repeating: "a<br>", count: 200_000)
        let converted = LibXMLConverter().markdown(fromHTML: html)
        #expect(converted.isCut)
        #expect(converted.text.utf8.count <= 4 << 20)
        #expect(converted.text.hasPrefix(String(repeating: "> ", count: 20) + "a\n> "))
    }
}

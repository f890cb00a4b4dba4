/// Says what each HTML element means to the Markdown text.
struct MarkdownRenderer: HTMLVisitor {
    /// What to do when an element ends.
    private enum Closing {
        case nothing, block, paragraph, container, listItem, quote, marker, link(String), list, preformatted, row, table
    }

    private var writer = MarkdownWriter()
    private var closings: [Closing] = []
    /// Numbers of the next items of open lists; nil for lists without numbers.
    private var lists: [Int?] = []
    private(set) var contentIDs: [String] = []

    /// Elements whose content is not for people to read.
    private static let dropped: Set<String> = [
        "head", "style", "script", "title", "template", "iframe", "object", "embed", "applet", "svg", "audio", "video",
        "canvas", "xml",
        "noframes", "select",
    ]

    mutating func finish() -> (text: String, isCut: Bool) { writer.finish() }

    mutating func enter(_ node: HTMLNode) -> Bool {
        guard !writer.isFull else { return false }
        guard let name = node.element else {
            if let text = node.text { writer.text(text) }
            return false
        }
        guard !MarkdownRenderer.dropped.contains(name), !isHidden(node) else { return false }
        guard let closing = open(name, node) else { return false }
        closings.append(closing)
        return true
    }

    mutating func leave() {
        switch closings.popLast() ?? .nothing {
        case .nothing: break
        case .block: writer.block()
        case .paragraph: writer.paragraph()
        case .marker: writer.closeMarker()
        case .link(let url): writer.closeLink(to: url)
        case .container:
            writer.popContainer()
            writer.paragraph()
        case .listItem: writer.popContainer()
        case .quote:
            writer.popContainer()
            writer.paragraph()
        case .list:
            lists.removeLast()
            if lists.isEmpty { writer.paragraph() } else { writer.block() }
        case .preformatted:
            writer.endPreformatted()
            writer.paragraph()
        case .row: writer.endRow()
        case .table: writer.paragraph()
        }
    }

    /// Starts an element; nil for one without content.
    private mutating func open(_ name: String, _ node: HTMLNode) -> Closing? {
        switch name {
        case "br":
            writer.lineBreak()
            return nil
        case "hr":
            // No line of hyphens: that is what reply delimiters look like.
            writer.paragraph()
            return nil
        case "img":
            image(node)
            return nil
        case "b", "strong": return marker("**")
        case "i", "em": return marker("_")
        case "code", "tt", "kbd", "samp": return marker("`")
        case "a": return link(node)
        case "h1", "h2", "h3", "h4", "h5", "h6":
            writer.paragraph()
            writer.pushContainer(first: String(repeating: "#", count: Int(name.dropFirst()) ?? 1) + " ", rest: "")
            return .container
        case "p": return paragraph(node)
        case "blockquote": return quote()
        case "ul", "ol": return list(name, node)
        case "li": return listItem()
        case "pre":
            writer.paragraph()
            writer.beginPreformatted(isFenced: !node.classes.contains { $0.hasPrefix("moz-") })
            return .preformatted
        case "table":
            writer.paragraph()
            return .table
        case "tr":
            writer.beginRow()
            return .row
        case "td", "th":
            writer.beginCell()
            return .nothing
        case "div" where node.classes.contains("gmail_quote") && !node.contains("blockquote"):
            return quote()
        case "div", "body", "html", "center", "section", "article", "header", "footer", "main", "nav", "aside",
            "address", "form", "fieldset",
            "figure", "figcaption", "details", "summary", "dl", "dt", "dd", "caption", "thead", "tbody", "tfoot",
            "option", "textarea":
            writer.block()
            return .block
        default: return .nothing
        }
    }

    private mutating func marker(_ text: String) -> Closing {
        writer.openMarker(text)
        return .marker
    }

    /// Outlook writes a `MsoNormal` paragraph for every line, and bullets of lists as characters.
    private mutating func paragraph(_ node: HTMLNode) -> Closing {
        guard let office = node.classes.first(where: { $0.lowercased().hasPrefix("mso") }) else {
            writer.paragraph()
            return .paragraph
        }
        writer.block()
        if office.lowercased().hasPrefix("msolistparagraph") { writer.expectBullet() }
        return .block
    }

    private mutating func quote() -> Closing {
        writer.paragraph()
        writer.pushContainer(first: "> ", rest: "> ")
        return .quote
    }

    private mutating func list(_ name: String, _ node: HTMLNode) -> Closing {
        if lists.isEmpty { writer.paragraph() } else { writer.block() }
        lists.append(name == "ol" ? node.attribute("start").flatMap { Int($0) } ?? 1 : nil)
        return .list
    }

    private mutating func listItem() -> Closing {
        writer.block()
        var mark = "- "
        if let number = lists.last ?? nil {
            mark = "\(number). "
            lists[lists.count - 1] = number &+ 1
        }
        writer.pushContainer(first: mark, rest: String(repeating: " ", count: mark.count), isListItem: true)
        return .listItem
    }

    private mutating func link(_ node: HTMLNode) -> Closing {
        guard let target = node.attribute("href").flatMap(LinkTarget.init) else { return .nothing }
        writer.openLink()
        return .link(target.url)
    }

    /// An image of the mail itself is kept; one from the net is dropped, since asking for it tells that the mail was read.
    private mutating func image(_ node: HTMLNode) {
        guard let source = node.attribute("src"), source.lowercased().hasPrefix("cid:") else { return }
        let id = String(source.dropFirst(4).filter { !$0.isWhitespace && !"()<>".contains($0) })
        guard !id.isEmpty else { return }
        contentIDs.append(id.removingPercentEscapes())
        let alternative = (node.attribute("alt") ?? "").filter { !"[]".contains($0) }
        let words = alternative.split(whereSeparator: \.isWhitespace)
        writer.unbroken("![\(words.joined(separator: " "))](cid:\(id))")
    }

    private func isHidden(_ node: HTMLNode) -> Bool {
        guard let style = node.attribute("style")?.lowercased().filter({ !$0.isWhitespace }) else { return false }
        return style.contains("display:none") || style.contains("mso-hide:all") || style.contains("visibility:hidden")
    }
}

extension String {
    /// Percent escapes as the characters they stand for; itself where they are no valid UTF-8.
    fileprivate func removingPercentEscapes() -> String {
        var bytes: [UInt8] = []
        var rest = Array(utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), rest.count >= 2, let value = UInt8(digits, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self) ?? self
    }
}

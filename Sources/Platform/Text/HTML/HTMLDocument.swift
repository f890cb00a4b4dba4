import CXML2

/// A parsed HTML text, freed with the last reference. Used by one call on one thread.
final class HTMLDocument {
    private let context: htmlParserCtxtPtr
    private let document: htmlDocPtr

    /// nil for a text without any element or character.
    init?(_ html: String) {
        guard let context = htmlNewParserCtxt() else { return nil }
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
            | HTML_PARSE_NONET.rawValue
        var html = html
        let document = html.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                htmlCtxtReadMemory(context, $0.baseAddress, Int32($0.count), nil, "UTF-8", Int32(options))
            }
        }
        guard let document else {
            htmlFreeParserCtxt(context)
            return nil
        }
        self.context = context
        self.document = document
    }

    deinit {
        xmlFreeDoc(document)
        htmlFreeParserCtxt(context)
    }

    /// Whether the parser gave up at its depth limit, the only fatal error it has in a text.
    var isCut: Bool { xmlCtxtGetLastError(context).map { $0.pointee.level == XML_ERR_FATAL } ?? false }

    var root: HTMLNode? { xmlDocGetRootElement(document).map { HTMLNode($0) } }

    /// Shows all nodes to `visitor` in document order, without recursion.
    func walk(_ visitor: inout some HTMLVisitor) {
        guard let root, visitor.enter(root) else { return }
        // Of every node that was entered: the child that comes next.
        var open = [root.firstChild]
        while let next = open.last {
            guard let node = next else {
                open.removeLast()
                visitor.leave()
                continue
            }
            open[open.count - 1] = node.next
            if visitor.enter(node) { open.append(node.firstChild) }
        }
    }
}

/// What is done with each node of a document.
protocol HTMLVisitor {
    /// Takes a node and tells whether to go inside.
    mutating func enter(_ node: HTMLNode) -> Bool
    /// Ends the innermost node that was entered.
    mutating func leave()
}

/// A node of an `HTMLDocument`, valid as long as that lives.
struct HTMLNode {
    private let pointer: xmlNodePtr

    init(_ pointer: xmlNodePtr) { self.pointer = pointer }

    /// Lower-case name of an element; nil for anything else.
    var element: String? {
        guard pointer.pointee.type == XML_ELEMENT_NODE, let name = pointer.pointee.name else { return nil }
        return String(cString: name).lowercased()
    }

    /// Characters of a text node, entities decoded; nil for anything else.
    var text: String? {
        guard pointer.pointee.type == XML_TEXT_NODE, let content = pointer.pointee.content else { return nil }
        return String(cString: content)
    }

    var firstChild: HTMLNode? { pointer.pointee.children.map { HTMLNode($0) } }
    var next: HTMLNode? { pointer.pointee.next.map { HTMLNode($0) } }

    /// An attribute's value, entities decoded; nil when absent.
    func attribute(_ name: String) -> String? {
        guard let value = xmlGetProp(pointer, name) else { return nil }
        defer { cxml2_free(value) }
        return String(cString: value)
    }

    /// Words of the `class` attribute.
    var classes: [Substring] { attribute("class")?.split(whereSeparator: \.isWhitespace) ?? [] }

    /// Whether an element of this name is among the first 10,000 nodes inside: far enough, and bounded where a mail has many
    /// elements to ask.
    func contains(_ name: String) -> Bool {
        var open = [firstChild]
        var visited = 0
        while let next = open.last {
            guard let node = next else {
                open.removeLast()
                continue
            }
            visited += 1
            if node.element == name { return true }
            if visited == 10_000 { return false }
            open[open.count - 1] = node.next
            open.append(node.firstChild)
        }
        return false
    }
}

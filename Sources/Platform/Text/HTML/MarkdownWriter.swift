/// Builds Markdown line by line: collapses white space, breaks lines at blocks, writes the marks of quotes and lists before
/// each line, and closes emphasis at line ends.
struct MarkdownWriter {
    /// More text than any mail has; reached only by small lines in deep quotes.
    private static let outputLimitBytes = 4 << 20
    /// Deeper quotes and lists are written like this one.
    private static let containerLimit = 20

    private var lines: [String] = []
    private var outputBytes = 0
    private var line = ""
    private var containers: [Container] = []
    private var markers: [Marker] = []
    private var rows: [Row] = []
    private var preformatted: [Bool] = []
    /// White space was seen since the last character.
    private var hasSpace = false
    /// The line holds a no-break space: it is an empty line, not none.
    private var hasPlaceholder = false
    private var isLastLineEmpty = true
    /// Prefix of an empty line that the next text wants before it.
    private var wantedEmptyLine: String?
    /// A block ended inside of a table row; the next cell may still go on in the line.
    private var wantsBreak = false
    private var wantsSeparator = false
    private var isAtCellStart = false
    private var expectsBullet = false
    private(set) var isFull = false

    /// Ends the text.
    mutating func finish() -> (text: String, isCut: Bool) {
        endLine()
        while lines.last?.isEmpty == true { lines.removeLast() }
        return (lines.joined(separator: "\n"), isFull)
    }

    // MARK: Characters

    /// Characters of a text node.
    mutating func text(_ text: String) {
        guard preformatted.isEmpty else { return preformattedText(text) }
        var word = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x20, 0x09...0x0D, 0xA0, 0x2007, 0x202F:
                write(word)
                word = String.UnicodeScalarView()
                hasSpace = true
                if scalar.value == 0xA0, line.isEmpty, !isAtCellStart { hasPlaceholder = true }
            // Invisible: soft hyphen, grapheme joiner, zero width space, byte order mark; fillers of previews.
            case 0xAD, 0x34F, 0x200B, 0xFEFF: continue
            default: word.append(scalar)
            }
        }
        write(word)
    }

    /// Text that stays in one piece.
    mutating func unbroken(_ text: String) {
        if preformatted.isEmpty { write(text.unicodeScalars) }
    }

    private mutating func write(_ word: String.UnicodeScalarView) {
        guard !word.isEmpty else { return }
        startText()
        if hasSpace, !line.isEmpty, line.utf8.last != UInt8(ascii: " ") { line += " " }
        hasSpace = false
        for index in markers.indices where markers[index].start == nil && !markers[index].isSilent {
            line += markers[index].text
            markers[index].start = line.utf8.count
        }
        line += String(word)
    }

    /// Settles what was put off until there is text.
    private mutating func startText() {
        if wantsBreak { endLine() }
        if wantsSeparator, !line.isEmpty {
            line += endsWithLabel ? " " : " | "
            hasSpace = false
        }
        wantsSeparator = false
        isAtCellStart = false
        if line.isEmpty, let prefix = wantedEmptyLine {
            let before = lines.count
            appendEmptyLine(prefix)
            // The empty line in front of a table is no part of its first row.
            for index in rows.indices where rows[index].firstLine == before { rows[index].firstLine = lines.count }
        }
        wantedEmptyLine = nil
    }

    /// A label in a cell of its own is written as in a line, `Label: value`, so that it is read as a keyword.
    private var endsWithLabel: Bool {
        [":", "：", ":**"].contains { line.hasSuffix($0) } && !line.contains(" | ")
    }

    // MARK: Lines

    /// `<br>`: ends the line; on an empty one it is an empty line.
    mutating func lineBreak() {
        if wantsBreak { endLine() }
        if preformatted.isEmpty, line.isEmpty { hasPlaceholder = true }
        endLine(isForced: !preformatted.isEmpty)
    }

    /// A block starts or ends: what follows is another line.
    mutating func block() {
        guard !isAtCellStart else { return }
        if rows.isEmpty { endLine() } else if !line.isEmpty { wantsBreak = true }
    }

    /// A block that has an empty line around it; not inside of tables and list items.
    mutating func paragraph() {
        block()
        guard rows.isEmpty, containers.last?.isListItem != true else { return }
        let prefix = emptyLinePrefix()
        if prefix.count < wantedEmptyLine?.count ?? .max { wantedEmptyLine = prefix }
    }

    private mutating func endLine(isForced: Bool = false) {
        wantsBreak = false
        wantsSeparator = false
        if line.isEmpty {
            if hasPlaceholder || isForced { appendEmptyLine(emptyLinePrefix(), isForced: isForced) }
            hasPlaceholder = false
            hasSpace = false
            return
        }
        closeMarkersAtLineEnd()
        if expectsBullet, let mark = line.first, "·•§".contains(mark) || line.hasPrefix("o ") {
            line = "- " + line.dropFirst().drop { $0 == " " }
        }
        if preformatted.isEmpty { line = KeywordLine.withoutEmphasis(line) }
        append(linePrefix() + line)
        isLastLineEmpty = false
        expectsBullet = false
        line = ""
        hasPlaceholder = false
        hasSpace = false
    }

    private mutating func appendEmptyLine(_ prefix: String, isForced: Bool = false) {
        if isLastLineEmpty, !isForced { return }
        append(prefix)
        isLastLineEmpty = true
    }

    private mutating func append(_ text: String) {
        let end = text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.startIndex
        outputBytes += text.utf8.count + 1
        guard outputBytes <= MarkdownWriter.outputLimitBytes else {
            isFull = true
            return
        }
        lines.append(String(text[..<end]))
    }

    // MARK: Quotes and lists

    /// Starts a quote or list item: `first` stands before its first line, `rest` before the others.
    mutating func pushContainer(first: String, rest: String, isListItem: Bool = false) {
        let isTooDeep = containers.count >= MarkdownWriter.containerLimit
        let lead = (containers.last?.lead ?? "") + (isTooDeep ? "" : rest)
        let emptyLead = String(lead.reversed().drop { $0 == " " }.reversed())
        containers.append(
            Container(first: isTooDeep ? nil : first, lead: lead, emptyLead: emptyLead, isListItem: isListItem))
    }

    mutating func popContainer() {
        endLine()
        containers.removeLast()
    }

    /// The marks before a line; where containers have just started, their first ones.
    private mutating func linePrefix() -> String {
        guard let firstNew = containers.firstIndex(where: { $0.first != nil }) else {
            return containers.last?.lead ?? ""
        }
        var prefix = firstNew > 0 ? containers[firstNew - 1].lead : ""
        for index in containers.indices[firstNew...] {
            prefix += containers[index].first ?? ""
            containers[index].first = nil
        }
        return prefix
    }

    private func emptyLinePrefix() -> String { containers.last?.emptyLead ?? "" }

    /// Outlook's list paragraphs: a bullet character at the start of this line is a list mark.
    mutating func expectBullet() { expectsBullet = true }

    // MARK: Tables

    mutating func beginRow() {
        block()
        rows.append(Row(firstLine: lines.count))
    }

    /// A cell goes on in the line of its row, unless that has been broken.
    mutating func beginCell() {
        guard let row = rows.last else { return block() }
        if row.hasCells, !line.isEmpty {
            if lines.count == row.firstLine {
                wantsBreak = false
                wantsSeparator = true
            } else {
                endLine()
            }
        }
        rows[rows.count - 1].hasCells = true
        hasSpace = false
        isAtCellStart = true
    }

    mutating func endRow() {
        isAtCellStart = false
        endLine()
        if !rows.isEmpty { rows.removeLast() }
    }

    // MARK: Emphasis and links

    mutating func openMarker(_ text: String) {
        let isRepeated = markers.contains { $0.text == text }
        markers.append(Marker(text: text, start: nil, isSilent: isRepeated || !preformatted.isEmpty))
    }

    mutating func closeMarker() {
        guard let marker = markers.popLast(), marker.start != nil, !marker.isSilent else { return }
        line += marker.text
    }

    mutating func openLink() { openMarker("[") }

    /// Ends a link: `[text](url)`, or the text alone where it says the same.
    mutating func closeLink(to url: String) {
        guard let marker = markers.popLast(), let start = marker.start, !marker.isSilent else { return }
        let textStart = line.utf8.index(line.utf8.startIndex, offsetBy: start)
        let text = line[textStart...]
        if LinkTarget.isSame(text, as: url) {
            line.remove(at: line.utf8.index(before: textStart))
        } else {
            line += "](\(url))"
        }
    }

    /// Emphasis ends with the line and starts again in the next; a link is not written twice.
    private mutating func closeMarkersAtLineEnd() {
        for index in markers.indices.reversed() {
            guard let start = markers[index].start, !markers[index].isSilent else { continue }
            if markers[index].text == "[" {
                line.remove(at: line.utf8.index(line.utf8.startIndex, offsetBy: start - 1))
                markers[index].isSilent = true
            } else {
                line += markers[index].text
            }
            markers[index].start = nil
        }
    }

    // MARK: Preformatted text

    /// Lines as they stand, in a fence when other text came before: a mail that is one `pre` is plain text.
    mutating func beginPreformatted(isFenced: Bool) {
        let isFenced = isFenced && preformatted.isEmpty && !lines.isEmpty
        if isFenced {
            startText()
            append(linePrefix() + "```")
            isLastLineEmpty = false
        }
        preformatted.append(isFenced)
    }

    mutating func endPreformatted() {
        endLine()
        guard preformatted.popLast() == true else { return }
        append(linePrefix() + "```")
        isLastLineEmpty = false
    }

    private mutating func preformattedText(_ text: String) {
        for (index, piece) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if index > 0 { endLine(isForced: true) }
            guard !piece.isEmpty else { continue }
            startText()
            line += piece.replacing("\u{A0}", with: " ").replacing("\r", with: "")
        }
    }
}

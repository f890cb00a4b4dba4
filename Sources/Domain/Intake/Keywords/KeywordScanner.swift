/// Finds the lines of a text that read as keywords: `Label: value`.
package struct KeywordScanner {
    /// Labels longer than this, in characters, are not looked up.
    package static let maximumLabelLength = 100

    private let table: LabelTable
    private let allowed: (KeywordTarget) -> Bool

    /// `allowed` tells whether a mail may set this target.
    package init(table: LabelTable, allowed: @escaping (KeywordTarget) -> Bool) {
        self.table = table
        self.allowed = allowed
    }

    /// Reads those of `lines` whose position is in `own`.
    package func scan(lines: [String], own: Set<Int>) -> KeywordScan {
        var candidates: [KeywordTarget: [FoundKeyword]] = [:]
        var refused: [FoundKeyword] = []
        for (index, line) in lines.enumerated() where own.contains(index) {
            guard let found = keyword(in: line, at: index) else { continue }
            if allowed(found.target) {
                candidates[found.target, default: []].append(found)
            } else {
                refused.append(found)
            }
        }
        return KeywordScan(candidates: candidates, refused: refused)
    }

    private func keyword(in line: String, at index: Int) -> FoundKeyword? {
        let visible = line.drop { $0.unicodeScalars.allSatisfy(NormalForm.isInvisible) }
        guard let first = visible.first, !first.isWhitespace else { return nil }
        let head = visible.prefix(Self.maximumLabelLength + 1)
        // A custom field's name may hold a colon itself, so the first colon that ends a known label counts.
        for colon in head.indices where head[colon] == ":" || head[colon] == "：" {
            guard let target = table.target(for: String(visible[..<colon])) else { continue }
            let value = trimmed(visible[visible.index(after: colon)...])
            guard !value.isEmpty else { continue }
            return FoundKeyword(target: target, value: value, line: trimmed(line[...]), lineIndex: index)
        }
        return nil
    }

    private func trimmed(_ text: Substring) -> String {
        func isEdge(_ character: Character) -> Bool {
            character.isWhitespace || character.unicodeScalars.allSatisfy(NormalForm.isInvisible)
        }
        var rest = text.drop(while: isEdge)
        while let last = rest.last, isEdge(last) { rest.removeLast() }
        return String(rest)
    }
}

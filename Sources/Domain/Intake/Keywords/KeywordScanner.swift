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
        guard let first = visible.first, !QuoteMark.isBlank(first) else { return nil }
        // HTML mails have their labels in bold print. A single mark is none of ours: it makes a list item.
        let isBold = visible.hasPrefix(Self.bold)
        let text = isBold ? visible.dropFirst(Self.bold.count) : visible
        let head = text.prefix(Self.maximumLabelLength + Self.bold.count + 1)
        // A custom field's name may hold a colon itself, so the first colon that ends a known label counts.
        for colon in head.indices where head[colon] == ":" || head[colon] == "：" {
            var label = QuoteMark.trimmed(text[..<colon])
            let endsBold = isBold && label.hasSuffix(Self.bold)
            if endsBold { label = label.dropLast(Self.bold.count) }
            guard label.count <= Self.maximumLabelLength, let target = table.target(for: String(label)),
                let value = Self.value(text[text.index(after: colon)...], isInBold: isBold && !endsBold)
            else { continue }
            return FoundKeyword(
                target: target, value: String(value), line: String(QuoteMark.trimmed(line[...])), lineIndex: index)
        }
        return nil
    }

    private static let bold = "**"

    /// What stands behind the colon, trimmed; nil when that is nothing.
    ///
    /// `isInBold`: the bold print that the line begins with must end here, directly behind the colon or behind the value.
    private static func value(_ text: Substring, isInBold: Bool) -> Substring? {
        var value = QuoteMark.trimmed(text)
        if isInBold {
            if value.hasPrefix(bold) {
                value = QuoteMark.trimmed(value.dropFirst(bold.count))
            } else if value.hasSuffix(bold) {
                value = QuoteMark.trimmed(value.dropLast(bold.count))
            } else {
                return nil
            }
        }
        value = withoutBold(value)
        return value.isEmpty ? nil : value
    }

    private static func withoutBold(_ value: Substring) -> Substring {
        guard value.count > 2 * bold.count, value.hasPrefix(bold), value.hasSuffix(bold) else { return value }
        return QuoteMark.trimmed(value.dropFirst(bold.count).dropLast(bold.count))
    }
}

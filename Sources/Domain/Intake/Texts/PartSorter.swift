import Mail

/// A mail's leaves, told apart: what is its text, what are its files.
struct SortedParts {
    /// Texts that are to be read, in order.
    var texts: [BodyText] = []
    /// Texts that gave way to another form of the same.
    var unused: [BodyText] = []
    var files: [Part] = []

    static func + (left: Self, right: Self) -> Self {
        Self(
            texts: left.texts + right.texts, unused: left.unused + right.unused, files: left.files + right.files)
    }
}

/// One text part.
struct BodyText {
    enum Form { case plain, html, enriched }

    let form: Form
    let decoded: DecodedText
    /// HTML that is preferred as text is converted at once: only so it can be seen whether it says anything.
    var converted: ConvertedHTML?

    var isBlank: Bool {
        (converted?.text ?? decoded.text).allSatisfy { $0.isWhitespace || $0 == "\u{FEFF}" || $0 == "\u{200B}" }
    }
}

/// Sorts the tree of parts into texts and files (7.5.13, 7.5.18).
struct PartSorter {
    let html: any HTMLConverter
    let preferred: IntakeOptions.PreferredPart

    /// `isAlternative`: the part is a body of a `multipart/alternative`, so a name does not make it a file.
    func sort(_ part: Part, isAlternative: Bool = false) -> SortedParts {
        switch part.body {
        case .multipart(let parts):
            switch part.mediaType.subtype {
            case "alternative": return alternative(parts)
            case "related":
                return related(parts, start: part.mediaType.parameters["start"], isAlternative: isAlternative)
            default: return parts.reduce(SortedParts()) { $0 + sort($1) }
            }
        case .text(let decoded, _):
            let isFile = part.disposition == .attachment || (part.fileName != nil && !isAlternative)
            guard !isFile, let form = form(of: part.mediaType) else {
                // The same text once more, for a watch or a page of its own.
                let isDropped = isAlternative && ["x-amp-html", "watch-html"].contains(part.mediaType.subtype)
                return isDropped ? SortedParts() : SortedParts(files: [part])
            }
            let converted = form == .html && preferred == .html ? html.markdown(fromHTML: decoded.text) : nil
            return SortedParts(texts: [BodyText(form: form, decoded: decoded, converted: converted)])
        case .file, .message:
            return SortedParts(files: [part])
        }
    }

    /// The preferred form goes before the other, unless it is blank; files of every form are kept.
    private func alternative(_ parts: [Part]) -> SortedParts {
        let sorted = parts.map { sort($0, isAlternative: true) }
        func rank(_ parts: SortedParts) -> Int {
            let forms = parts.texts.filter { !$0.isBlank }.map(\.form)
            return forms.compactMap(order.firstIndex).min() ?? .max
        }
        let order: [BodyText.Form] =
            switch preferred {
            case .plain: [.plain, .html, .enriched]
            case .html: [.html, .plain, .enriched]
            }
        let chosen = sorted.indices.min { rank(sorted[$0]) < rank(sorted[$1]) }
        var result = SortedParts(files: sorted.flatMap(\.files))
        for (index, parts) in sorted.enumerated() {
            result.unused += parts.unused
            if index == chosen {
                result.texts = parts.texts
            } else {
                result.unused += parts.texts
            }
        }
        return result
    }

    /// The root is the part that `start` names, else the first (RFC 2387, section 3.2); the others are its files.
    private func related(_ parts: [Part], start: String?, isAlternative: Bool) -> SortedParts {
        let id = start?.trimmingCharacters { $0 == "<" || $0 == ">" || $0.isWhitespace }
        let root = parts.firstIndex { id != nil && $0.contentID == id } ?? parts.startIndex
        return parts.enumerated().reduce(SortedParts()) { result, child in
            guard child.offset != root else { return result + sort(child.element, isAlternative: isAlternative) }
            if case .multipart = child.element.body { return result + sort(child.element) }
            return result + SortedParts(files: [child.element])
        }
    }

    /// nil for text that is no prose: calendars, cards, source code.
    private func form(of type: MediaType) -> BodyText.Form? {
        switch type.subtype {
        case "plain", "markdown", "x-markdown", "x-web-markdown": .plain
        case "html": .html
        case "enriched", "richtext": .enriched
        default: nil
        }
    }
}

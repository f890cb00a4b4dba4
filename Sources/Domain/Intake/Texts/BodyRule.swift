import Mail

/// What a mail says and carries.
struct MailBody {
    /// Markdown; LF line ends. Empty when the mail has files only.
    var text: String
    /// Whether some of it was HTML.
    var isConverted: Bool
    var files: [Part]
    /// Content-IDs of the images that the text shows, lower case.
    var shownImages: Set<String>
}

/// Finds the text and the files of a mail.
struct BodyRule {
    let html: any HTMLConverter
    let preferred: IntakeOptions.PreferredPart

    func body(of mail: Message, _ trail: inout Trail) -> MailBody {
        let parts = PartSorter(html: html, preferred: preferred).sort(mail.root)
        var texts: [String] = []
        var images: Set<String> = []
        var isCut = false
        for part in parts.texts {
            isCut = isCut || part.decoded.isCut
            switch part.form {
            case .plain, .enriched: texts.append(part.decoded.text)
            case .html:
                let converted = part.converted ?? html.markdown(fromHTML: part.decoded.text)
                isCut = isCut || converted.isCut
                images.formUnion(converted.contentIDs.map { $0.lowercased() })
                texts.append(converted.text)
            }
        }
        let text = texts.map { $0.trimmingLineEnds() }.filter { !$0.isEmpty }.joined(separator: "\n\n")
        images.formUnion(imagesShown(elsewhereIn: parts, text: text))
        if isCut { trail.note(.cutText) }
        if parts.texts.contains(where: \.decoded.isDamaged) { trail.note(.decoding) }
        for issue in mail.issues { trail.step(.parsing, issue.code, issue.explanation) }
        trail.step(.text, "parts", described(parts))
        return MailBody(
            text: text, isConverted: parts.texts.contains { $0.form == .html }, files: parts.files, shownImages: images)
    }

    /// Images without a name that plain text or unused HTML shows; costs a conversion only when there are such images.
    private func imagesShown(elsewhereIn parts: SortedParts, text: String) -> Set<String> {
        guard parts.files.contains(where: { $0.fileName == nil && $0.contentID != nil }) else { return [] }
        let inHTML = parts.unused.filter { $0.form == .html }
            .flatMap { ($0.converted ?? html.markdown(fromHTML: $0.decoded.text)).contentIDs }.map { $0.lowercased() }
        // Plain text made from HTML has them as `[cid:part1@host]`.
        let inText = text.lowercased().split(separator: "cid:", omittingEmptySubsequences: false).dropFirst()
            .map { String($0.prefix { !$0.isWhitespace && !"]>)\"'".contains($0) }) }
        return Set(inHTML).union(inText)
    }

    private func described(_ parts: SortedParts) -> String {
        func named(_ texts: [BodyText]) -> String {
            texts.map { $0.form == .html ? "HTML" : "plain text (\($0.decoded.charset))" }.joined(separator: " + ")
        }
        let unused =
            parts.unused.isEmpty
            ? "" : ", not \(named(parts.unused)) (--preferred-part \(preferred.rawValue); a blank one gives way)"
        let files = parts.files.isEmpty ? "" : ", \(parts.files.count) other parts"
        return (parts.texts.isEmpty ? "no text" : named(parts.texts)) + unused + files
    }
}

extension String {
    /// Without blank lines at both ends and white space at the end; what indents the first line stays.
    fileprivate func trimmingLineEnds() -> String {
        guard let last = lastIndex(where: { !$0.isWhitespace && $0 != "\u{FEFF}" && $0 != "\u{200B}" }) else {
            return ""
        }
        let lines = self[...last].split(separator: "\n", omittingEmptySubsequences: false)
        return lines.drop { $0.allSatisfy { $0.isWhitespace || $0 == "\u{FEFF}" } }.joined(separator: "\n")
    }
}

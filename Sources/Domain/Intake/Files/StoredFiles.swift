import Tracking

/// The files that become attachments, and under which names the images that the text shows are kept.
struct StoredFiles {
    var files: [NewAttachment] = []
    /// Name by Content-ID, lower case.
    var imageNames: [String: String] = [:]

    /// The text with the names of its images in place of ids that mean nothing outside of the mail; images that are not
    /// kept are not shown.
    func naming(imagesIn text: String) -> String {
        guard text.contains("](cid:") else { return text }
        let pieces = text.split(separator: "![", omittingEmptySubsequences: false)
        let named = pieces.dropFirst().map { naming(imageIn: $0) ?? "![\($0)" }
        return TextLines(String(pieces[0]) + named.joined()).lines.map { Self.withoutBlanksAtEnd($0) }
            .joined(separator: "\n").trimmingCharacters(\.isNewline)
    }

    /// What stands behind `![`, with the image named or left out; nil when it shows none of the mail's own.
    private func naming(imageIn piece: Substring) -> String? {
        guard let open = piece.firstRange(of: "]("), piece[open.upperBound...].hasPrefix("cid:"),
            let close = piece[open.upperBound...].firstIndex(of: ")")
        else { return nil }
        let id = piece[open.upperBound..<close].dropFirst("cid:".count).lowercased()
        let rest = piece[piece.index(after: close)...]
        guard let name = imageNames[id] else { return String(rest) }
        return "![\(piece[..<open.lowerBound])](\(Self.linked(name)))\(rest)"
    }

    private static func withoutBlanksAtEnd(_ line: String) -> String {
        line.lastIndex { !$0.isWhitespace }.map { String(line[...$0]) } ?? ""
    }

    /// A name as a target of Markdown (CommonMark 0.31.2, section 6.3).
    private static func linked(_ name: String) -> String {
        name.contains { $0.isWhitespace || "()<>".contains($0) } ? "<\(name.filter { !"<>".contains($0) })>" : name
    }
}

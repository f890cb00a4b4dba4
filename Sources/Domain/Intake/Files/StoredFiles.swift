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
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "]("), let close = rest[start.upperBound...].firstIndex(of: ")") {
            let target = rest[start.upperBound..<close]
            let end = rest.index(after: close)
            guard target.lowercased().hasPrefix("cid:"), let mark = rest[..<start.lowerBound].lastRange(of: "![") else {
                result += rest[..<start.upperBound]
                rest = rest[start.upperBound...]
                continue
            }
            result += rest[..<mark.lowerBound]
            if let name = imageNames[target.dropFirst("cid:".count).lowercased()] {
                result += "![\(rest[mark.upperBound..<start.lowerBound])](\(Self.linked(name)))"
            }
            rest = rest[end...]
        }
        result += rest
        return TextLines(result).lines.map { String($0.reversed().drop(while: \.isWhitespace).reversed()) }
            .joined(separator: "\n").trimmingCharacters(\.isNewline)
    }

    /// A name as a target of Markdown (CommonMark 0.31.2, section 6.3).
    private static func linked(_ name: String) -> String {
        name.contains { $0.isWhitespace || "()<>".contains($0) } ? "<\(name.filter { !"<>".contains($0) })>" : name
    }
}

extension Substring {
    fileprivate func lastRange(of text: String) -> Range<Index>? {
        ranges(of: text).last
    }
}

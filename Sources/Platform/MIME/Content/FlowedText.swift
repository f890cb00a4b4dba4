/// Undoes format=flowed (RFC 3676): lines that end with a blank go on in the next line of the same quote depth.
enum FlowedText {
    /// `text` has LF line ends; `deletesSpace` is DelSp=yes.
    static func unfold(_ text: String, deletesSpace: Bool) -> String {
        var result: [String] = []
        var open: (depth: Int, line: String)?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let depth = line.prefix { $0 == ">" }.count
            var content = line.dropFirst(depth)
            if content.first == " " { content = content.dropFirst() }
            // A signature separator is never flowed (section 4.3).
            let isSignature = content == "-- "
            let flows = content.last == " " && !isSignature
            if flows, deletesSpace { content = content.dropLast() }
            if let previous = open, previous.depth == depth, !isSignature {
                open = (depth, previous.line + content)
            } else {
                if let previous = open { result.append(quoted(previous.line, depth: previous.depth)) }
                open = (depth, String(content))
            }
            if !flows, let finished = open {
                result.append(quoted(finished.line, depth: depth))
                open = nil
            }
        }
        if let previous = open { result.append(quoted(previous.line, depth: previous.depth)) }
        return result.joined(separator: "\n")
    }

    private static func quoted(_ line: String, depth: Int) -> String {
        if depth == 0 { return line }
        return String(repeating: ">", count: depth) + (line.isEmpty ? "" : " " + line)
    }
}

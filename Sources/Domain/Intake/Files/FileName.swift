/// A name under which a file can be stored anywhere.
enum FileName {
    /// What file systems take.
    static let maximumBytes = 255

    private static let reserved: Set<String> = Set(
        ["con", "prn", "aux", "nul"] + (1...9).flatMap { ["com\($0)", "lpt\($0)"] })

    /// The last part of a path, without control and direction characters, at most 255 bytes; nil when nothing is left.
    static func safe(_ name: String) -> String? {
        let last = name.split(omittingEmptySubsequences: true) { $0 == "/" || $0 == "\\" }.last ?? ""
        let visible = last.unicodeScalars.map { scalar -> Unicode.Scalar in
            scalar == "\t" || scalar.properties.isLineBreak ? " " : scalar
        }.filter { !$0.properties.isControl || $0 == "\u{200D}" || $0 == "\u{200C}" }
        var text = String(String.UnicodeScalarView(visible)).trimmingWhiteSpace()
        while let end = text.last, end == "." || end.isWhitespace { text.removeLast() }
        guard !text.isEmpty else { return nil }
        let stem = text.prefix { $0 != "." }.lowercased()
        return shortened(reserved.contains(stem) ? "_" + text : text)
    }

    /// What stands behind the last dot, lower case; nil when that is no ending.
    static func ending(of name: String) -> String? {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
        let ending = name[name.index(after: dot)...].lowercased()
        let isEnding =
            (1...10).contains(ending.utf8.count)
            && ending.unicodeScalars.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) }
        return isEnding ? ending : nil
    }

    /// `name` with a number in front of its ending: `image-2.png`.
    static func numbered(_ name: String, _ number: Int) -> String {
        guard let ending = ending(of: name) else { return shortened("\(name)-\(number)") }
        return shortened(
            "\(name.dropLast(ending.count + 1))-\(number).\(name.suffix(ending.count))", ending: "-\(number).\(ending)")
    }

    /// Cut in front of its ending, between characters.
    private static func shortened(_ name: String, ending kept: String? = nil) -> String {
        guard name.utf8.count > maximumBytes else { return name }
        let ending = kept ?? ending(of: name).map { ".\($0)" } ?? ""
        var stem = String(name.dropLast(ending.count))
        while stem.utf8.count + ending.utf8.count > maximumBytes { stem.removeLast() }
        return stem + ending
    }
}

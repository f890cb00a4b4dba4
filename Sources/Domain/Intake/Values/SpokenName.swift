/// A person or group as a mail names it: `anna`, `@anna`, `Meier, Anna`, `Anna Meier <anna@example.org>`.
struct SpokenName {
    /// The name, folded; the address when no name stands beside it.
    let name: NormalForm
    /// What a login or an address must equal: the address in brackets, else the whole text.
    let identifier: NormalForm

    init(_ text: String) {
        var name = QuoteMark.trimmed(text[...])
        var identifier = name
        if name.hasSuffix(">"), let bracket = name.lastIndex(of: "<") {
            identifier = name[name.index(after: bracket)...].dropLast()
            name = name[..<bracket]
        } else {
            identifier = Substring(MarkdownLink.target(of: text))
            name = identifier
        }
        identifier = Self.withoutScheme(identifier)
        self.identifier = NormalForm(identifier.hasPrefix("@") ? identifier.dropFirst() : identifier)
        let folded = Self.folded(Self.withoutScheme(name))
        self.name = folded.text.isEmpty ? self.identifier : folded
    }

    /// A name without commas and quotation marks: `Meier, Anna` equals `Meier Anna`.
    static func folded(_ name: some StringProtocol) -> NormalForm {
        NormalForm(String(NormalForm(name).text.map { ",\"“”„".contains($0) ? " " : $0 }))
    }

    private static func withoutScheme(_ text: Substring) -> Substring {
        let scheme = "mailto:"
        return text.lowercased().hasPrefix(scheme) ? text.dropFirst(scheme.count) : text
    }
}

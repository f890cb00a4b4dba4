/// A text that must never be printed: passwords, tokens, keys.
///
/// Description, debug description, mirror and encoding show a redaction mark; only `reveal` gives the text, and only to
/// code that hands it to the service it is meant for.
package struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable,
    Encodable
{
    private let text: String

    package init(_ text: String) {
        self.text = text
    }

    /// What stands in the place of a secret everywhere.
    package static let mark = "[redacted]"

    /// Gives the text to `use`; the name is there to be searched for.
    package func reveal<Result>(_ use: (String) throws -> Result) rethrows -> Result {
        try use(text)
    }

    package var isEmpty: Bool { text.isEmpty }
    package var description: String { Self.mark }
    package var debugDescription: String { Self.mark }
    package var customMirror: Mirror { Mirror(self, children: []) }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Self.mark)
    }
}

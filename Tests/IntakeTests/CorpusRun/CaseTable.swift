import Foundation
import Testing

/// The table of `Corpus/CASES.md`: what is tested elsewhere, and what proves it here.
struct CaseTable {
    struct Row: CustomTestStringConvertible, Sendable {
        var name: String
        /// `same`, or the decision by which the outcome differs.
        var here: String
        var proofs: [Proof]

        var testDescription: String { name }

        /// `7.5.1` of `7.5.1: they do not count`; nil for `same`.
        var decision: String? { here == "same" ? nil : String(here.prefix { $0 != ":" }) }
    }

    enum Proof: Hashable, Sendable {
        /// A mail of the corpus: `cases/wp_with_attachment`.
        case mail(String)
        /// A suite of any test target, and words that stand in its file.
        case suite(String, words: String)

        init(_ text: String) {
            let parts = text.split(separator: ": ", maxSplits: 1).map(String.init)
            self = parts.count == 2 && parts[0].hasSuffix("Tests") ? .suite(parts[0], words: parts[1]) : .mail(text)
        }
    }

    let rows: [Row]

    /// Lines with three cells; the proofs are the code spans of the last one.
    init(_ markdown: String) {
        rows = markdown.split(separator: "\n").compactMap { line in
            let cells = line.dropFirst().dropLast().split(separator: " | ").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard line.hasPrefix("| "), cells.count == 3, cells[0] != "case" else { return nil }
            let spans = cells[2].split(separator: "`", omittingEmptySubsequences: false).enumerated()
            return Row(
                name: cells[0], here: cells[1],
                proofs: spans.filter { $0.offset % 2 == 1 }.map { Proof(String($0.element)) })
        }
    }

    static func read() throws -> CaseTable {
        let file = try #require(Bundle.module.url(forResource: "CASES", withExtension: "md", subdirectory: "Corpus"))
        return CaseTable(try String(contentsOf: file, encoding: .utf8))
    }
}

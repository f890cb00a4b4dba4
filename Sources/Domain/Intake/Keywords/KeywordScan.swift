/// What a text asks for in keyword lines.
package struct KeywordScan: Sendable, Equatable {
    /// Lines that may set their target, in the order of the text; the value stage takes the last that it understands.
    package let candidates: [KeywordTarget: [FoundKeyword]]
    /// Lines for targets that a mail may not set, in the order of the text; they stay in it.
    package let refused: [FoundKeyword]

    package init(candidates: [KeywordTarget: [FoundKeyword]], refused: [FoundKeyword]) {
        self.candidates = candidates
        self.refused = refused
    }

    /// The last line of each target.
    package var used: [KeywordTarget: FoundKeyword] { candidates.compactMapValues(\.last) }

    /// All lines of each target, as positions in the text.
    package var lineIndexes: [KeywordTarget: Set<Int>] { candidates.mapValues { Set($0.map(\.lineIndex)) } }
}

import Mail

/// The texts of the limits; each names the option that raises it.
extension ParsingFailure {
    static func headerBytes(_ limit: Int) -> ParsingFailure {
        tooLarge("a header has more than \(limit) bytes", option: "--max-header-size")
    }

    static func decodedBytes(_ limit: Int) -> ParsingFailure {
        tooLarge("its parts have more than \(limit) bytes when decoded", option: "--max-decoded-size")
    }

    static func headerLines(_ limit: Int) -> ParsingFailure {
        tooComplex("a header has more than \(limit) lines", "; raise --max-header-lines if such mail is wanted")
    }

    static func parts(_ limit: Int) -> ParsingFailure {
        tooComplex("it has more than \(limit) parts", "; raise --max-parts if such mail is wanted")
    }

    static func depth(_ limit: Int) -> ParsingFailure {
        tooComplex("its parts are nested more than \(limit) levels deep", "; raise --max-depth if such mail is wanted")
    }

    static func boundaryWork(_ limit: Int) -> ParsingFailure {
        tooComplex(
            "finding its parts takes more than \(limit) comparisons of lines with boundaries",
            remedyOfHostile)
    }

    static func boundaryLines(_ limit: Int) -> ParsingFailure {
        tooComplex("it has more than \(limit) lines that may be boundaries of parts", remedyOfHostile)
    }

    static func encodedWords() -> ParsingFailure {
        tooComplex("a header field has too many encoded words without an end", remedyOfHostile)
    }

    static func addresses() -> ParsingFailure {
        tooComplex("an address field has too many groups, or too many words that are no addresses", remedyOfHostile)
    }

    static func mailBytes(_ limit: Int) -> ParsingFailure {
        .limit(
            Reason(.tooLarge, "cannot take the mail apart: it has more than \(limit) bytes; take it out of the mailbox")
        )
    }

    private static let remedyOfHostile = "; it is no ordinary mail, look at it before you do anything else with it"

    private static func tooLarge(_ problem: String, option: String) -> ParsingFailure {
        .limit(Reason(.tooLarge, "cannot take the mail apart: \(problem); raise \(option) if such mail is wanted"))
    }

    private static func tooComplex(_ problem: String, _ remedy: String) -> ParsingFailure {
        .limit(Reason(.tooComplex, "cannot take the mail apart: \(problem)\(remedy)"))
    }
}

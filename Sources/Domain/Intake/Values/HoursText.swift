/// A length of time as people write it: `2.5`, `2,5`, `2h`, `2h30`, `2 h 30 m`, `2:30`, `150m`, `2 hours` (7.5.15).
struct HoursText {
    /// Decimal hours.
    let hours: Double

    /// nil when the text is no length of time, or a negative one.
    init?(_ text: String) {
        var numbers: [DecimalText] = []
        // One letter for each piece: n(umber), h(ours), m(inutes), colon.
        var shape = ""
        var rest = Substring(NormalForm(text).text)
        // The full stop of an abbreviation: "30 min."
        if rest.last == "." { rest.removeLast() }
        while let first = rest.first {
            let piece = rest.prefix { Self.class(of: $0) == Self.class(of: first) }
            rest = rest.dropFirst(piece.count)
            switch Self.class(of: first) {
            case .blank: continue
            case .digit:
                guard let number = DecimalText(piece) else { return nil }
                numbers.append(number)
                shape += "n"
            case .letter:
                guard let unit = Self.units[String(piece)] else { return nil }
                shape += unit
            case .other: shape += piece
            }
        }
        switch shape {
        case "n", "nh": hours = numbers[0].value
        case "nm": hours = numbers[0].value / 60
        case "nhn", "nhnm", "n:n", "n:nh":
            guard numbers.allSatisfy(\.isWhole), numbers[1].value < 60 else { return nil }
            hours = numbers[0].value + numbers[1].value / 60
        default: return nil
        }
    }

    private enum CharacterClass { case digit, letter, blank, other }

    private static func `class`(of character: Character) -> CharacterClass {
        if character == " " { return .blank }
        if character == "." || character == "," || character.isNumber { return .digit }
        return character.isLetter ? .letter : .other
    }

    private static let units: [String: String] = {
        let hours = "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur uren godz 時間"
        let minutes = "m min mins minute minutes minuten minuto minutos minuti minuut 分"
        let pairs =
            hours.split(separator: " ").map { (String($0), "h") }
            + minutes.split(separator: " ").map { (String($0), "m") }
        return Dictionary(uniqueKeysWithValues: pairs)
    }()
}

import Foundation

/// Reads `q`: neighbours are AND, `OR`, `-`, `( )`, `{ }` as OR, `"phrases"`, `operator:value`.
struct SearchQueryParser {
    private let text: String
    private var rest: Substring

    /// Throws for a query that is plainly invalid, and for an operator that the sandbox does not know.
    static func parse(_ text: String) throws(APIFailure) -> SearchQuery {
        var parser = SearchQueryParser(text: text, rest: text[...])
        let query = try parser.sequence(until: nil)
        return query
    }

    private init(text: String, rest: Substring) {
        self.text = text
        self.rest = rest
    }

    private var invalid: APIFailure { .invalidArgument("Invalid query: \(text)") }

    /// Terms up to a closing bracket or the end.
    private mutating func sequence(until close: Character?) throws(APIFailure) -> SearchQuery {
        var groups: [[SearchQuery]] = []
        var joinsNext = false
        while true {
            skipBlanks()
            guard let next = rest.first else {
                guard close == nil, !joinsNext else { throw invalid }
                break
            }
            if next == ")" || next == "}" {
                guard next == close, !joinsNext, !groups.isEmpty else { throw invalid }
                rest.removeFirst()
                break
            }
            if takeWord("OR") {
                guard !groups.isEmpty, !joinsNext else { throw invalid }
                joinsNext = true
                continue
            }
            if takeWord("AND") { continue }
            let term = try term()
            if joinsNext, var last = groups.popLast() {
                last.append(term)
                groups.append(last)
                joinsNext = false
            } else {
                groups.append([term])
            }
        }
        let parts = groups.map { $0.count == 1 ? $0[0] : .any($0) }
        if parts.count == 1 { return parts[0] }
        return close == "}" ? .any(parts) : .all(parts)
    }

    private mutating func term() throws(APIFailure) -> SearchQuery {
        switch rest.first {
        case "-":
            rest.removeFirst()
            guard let next = rest.first, !next.isWhitespace, next != ")", next != "}" else { throw invalid }
            return .not(try term())
        case "(":
            rest.removeFirst()
            return try sequence(until: ")")
        case "{":
            rest.removeFirst()
            return try sequence(until: "}")
        case "\"":
            return .text(SearchQuery.words(of: try phrase()))
        default:
            return try word()
        }
    }

    private mutating func word() throws(APIFailure) -> SearchQuery {
        let word = takeWhile { !$0.isWhitespace && !"(){}\":".contains($0) }
        guard rest.first == ":" else { return .text(SearchQuery.words(of: String(word))) }
        rest.removeFirst()
        guard !word.isEmpty else { throw invalid }
        let name = word.lowercased()
        switch rest.first {
        case "(", "{":
            return try group(of: name)
        case "\"":
            return try condition(name, try phrase())
        default:
            let value = takeWhile { !$0.isWhitespace && !"(){}\"".contains($0) }
            guard !value.isEmpty else { throw invalid }
            return try condition(name, String(value))
        }
    }

    /// `from:(a OR b)`: the operator holds for every word of the group.
    private mutating func group(of name: String) throws(APIFailure) -> SearchQuery {
        let isAny = rest.first == "{"
        rest.removeFirst()
        let close: Character = isAny ? "}" : ")"
        let inner = takeWhile { $0 != close }
        guard rest.first == close else { throw invalid }
        rest.removeFirst()
        let words = inner.split(whereSeparator: \.isWhitespace).map(String.init)
        let isAlternative = isAny || words.contains("OR")
        var parts: [SearchQuery] = []
        for word in words where word != "OR" && word != "AND" { parts.append(try condition(name, word)) }
        guard !parts.isEmpty else { throw invalid }
        return isAlternative ? .any(parts) : .all(parts)
    }

    private func condition(_ name: String, _ value: String) throws(APIFailure) -> SearchQuery {
        switch (name, value.lowercased()) {
        case ("is", "read"): .not(.label("unread"))
        case ("is", "unread"), ("is", "starred"), ("is", "important"): .label(value.lowercased())
        case ("in", "anywhere"): .anywhere
        case ("in", let place) where ["inbox", "spam", "trash", "sent"].contains(place): .label(place)
        case ("in", "drafts"), ("in", "draft"): .label("draft")
        case ("label", _): .label(StoredLabel.searchName(value))
        case ("from", _), ("to", _), ("cc", _), ("subject", _):
            .words(SearchQuery.words(of: value), field: name)
        case ("rfc822msgid", _): .messageID(value.trimmingCharacters(in: CharacterSet(charactersIn: "<>")))
        case ("newer_than", let age): .newerThan(try Self.seconds(age, else: invalid))
        case ("older_than", let age): .olderThan(try Self.seconds(age, else: invalid))
        case ("after", let date), ("newer", let date): .after(try Self.date(date, else: invalid))
        case ("before", let date), ("older", let date): .before(try Self.date(date, else: invalid))
        default: throw .notImplemented("the search operator \"\(name):\(value)\"")
        }
    }

    private static func seconds(_ age: String, else failure: APIFailure) throws(APIFailure) -> Double {
        let days: [Character: Double] = ["h": 1.0 / 24, "d": 1, "m": 30, "y": 365]
        guard let unit = age.last, let factor = days[unit], let number = Int(age.dropLast()), number > 0 else {
            throw failure
        }
        return Double(number) * factor * 86_400
    }

    /// Milliseconds since 1970: epoch seconds, or a day that begins at midnight in California.
    private static func date(_ text: String, else failure: APIFailure) throws(APIFailure) -> Int {
        if let seconds = Int(text) { return seconds * 1_000 }
        let numbers = text.split { $0 == "/" || $0 == "-" }.compactMap { Int($0) }
        var calendar = Calendar(identifier: .gregorian)
        guard numbers.count == 3, let zone = TimeZone(identifier: "America/Los_Angeles") else { throw failure }
        calendar.timeZone = zone
        let components = DateComponents(year: numbers[0], month: numbers[1], day: numbers[2])
        guard components.isValidDate(in: calendar), let date = calendar.date(from: components) else { throw failure }
        return Int(date.timeIntervalSince1970) * 1_000
    }

    private mutating func phrase() throws(APIFailure) -> String {
        rest.removeFirst()
        let phrase = takeWhile { $0 != "\"" }
        guard rest.first == "\"" else { throw invalid }
        rest.removeFirst()
        return String(phrase)
    }

    private mutating func takeWord(_ word: String) -> Bool {
        guard rest.hasPrefix(word), let after = rest.dropFirst(word.count).first,
            after.isWhitespace || "({".contains(after)
        else {
            guard rest == word[...] else { return false }
            rest = rest.dropFirst(word.count)
            return true
        }
        rest = rest.dropFirst(word.count)
        return true
    }

    private mutating func skipBlanks() { rest = rest.drop(while: \.isWhitespace) }

    private mutating func takeWhile(_ condition: (Character) -> Bool) -> Substring {
        let taken = rest.prefix(while: condition)
        rest = rest.dropFirst(taken.count)
        return taken
    }
}

import Tracking

extension AttributeResolver {
    /// One thing looked up by name.
    enum Lookup<Found> {
        case found(Found)
        case missed(Resolution)

        func map<Other>(_ transform: (Found) -> Other) -> Lookup<Other> {
            switch self {
            case .found(let found): .found(transform(found))
            case .missed(let resolution): .missed(resolution)
            }
        }

        func resolution(_ value: (Found) -> AttributeValue) -> Resolution {
            switch self {
            case .found(let found): .value(value(found))
            case .missed(let resolution): resolution
            }
        }
    }

    func choice(_ text: String, _ choices: [Choice]) -> Lookup<Choice> {
        ChoiceLookup(choices).choice(named: text).map(Lookup.found)
            ?? .missed(.unknown(acceptable: choices.map(\.name)))
    }

    func option(_ text: String, of field: CustomField) -> Lookup<String> {
        let options = field.options.enumerated().map { Choice(id: $0.offset, name: $0.element) }
        return choice(text, options).map(\.name)
    }

    func principal(_ text: String, _ principals: [Principal]) -> Lookup<Principal> {
        switch PrincipalLookup(principals).match(text) {
        case .found(let principal): .found(principal)
        case .ambiguous(let several): .missed(.ambiguous(several.map(\.name)))
        case .unknown: .missed(.unknown(acceptable: principals.map(\.name)))
        }
    }

    /// The things named in `text` with commas between them, each once; all of them or none.
    func several<Found: Equatable>(_ text: String, _ lookup: (String) -> Lookup<Found>) -> Lookup<[Found]> {
        let names = text.split { ",，、".contains($0) }.map(String.init)
        // A name may hold a comma itself: "Meier, Anna". A text of commas only has no names.
        let whole = lookup(text)
        guard case .missed = whole, names.count > 1 else { return whole.map { [$0] } }
        var all: [Found] = []
        for name in names {
            switch lookup(String(name)) {
            case .found(let found): if !all.contains(found) { all.append(found) }
            case .missed(let resolution): return .missed(resolution)
            }
        }
        return .found(all)
    }

    func date(_ text: String) -> Resolution {
        parsed(text, { ValueParser.date($0).map(AttributeValue.date) }, expected: "a date such as 2030-01-31")
    }

    func boolean(_ text: String) -> Resolution {
        parsed(text, { ValueParser.boolean($0).map(AttributeValue.boolean) }, expected: "yes or no")
    }

    func parsed(_ text: String, _ parse: (String) -> AttributeValue?, expected: String) -> Resolution {
        parse(text).map(Resolution.value) ?? .invalid(expected: expected)
    }

    static func workPackage(_ text: String) -> AttributeValue? {
        let form = NormalForm(text).text
        let digits = form.hasPrefix("#") ? form.dropFirst() : form[...]
        guard digits.first?.isNumber ?? false, let number = Int(digits), number > 0 else { return nil }
        return .workPackage(WorkPackageID(number))
    }
}

import Tracking

/// Brings the value of a custom field into the form that its format has in the data file.
struct CustomValueCheck {
    struct Problem: Error, Equatable {
        let text: String
    }

    let field: CustomFieldData
    let names: DataNames

    /// nil: there is no value.
    func check(_ value: DataValue) -> Result<DataValue?, Problem> {
        do {
            if case .list(let values) = value {
                guard field.isMultiple else { throw Problem(text: "takes one value only") }
                let checked = try values.map(checkOne)
                return .success(checked.isEmpty ? nil : .list(checked))
            }
            let one = try checkOne(value)
            return .success(field.isMultiple ? .list([one]) : one)
        } catch let problem as Problem {
            return .failure(problem)
        } catch {
            return .failure(Problem(text: "cannot be read"))
        }
    }

    private func checkOne(_ value: DataValue) throws -> DataValue {
        // A number or a flag was stored after it had been checked.
        guard case .text(let text) = value else { return value }
        func require(_ value: DataValue?, _ expected: String) throws -> DataValue {
            guard let value else { throw Problem(text: "must be \(expected), not \"\(text)\"") }
            return value
        }
        switch field.format {
        case "integer": return try require(Int(text).map(DataValue.integer), "a whole number")
        case "float": return try require(Double(text).flatMap(DataValue.init(finite:)), "a number")
        case "boolean": return try require(Bool(dataWord: text).map(DataValue.boolean), "true or false")
        case "date": return try require(CalendarDate(text).map(\.dataValue), "a date as YYYY-MM-DD")
        case "list":
            return try require(
                field.options.contains(text) ? value : nil, "one of \(field.options.joined(separator: ", "))")
        case "user": return try require(names.people[text.lowercased()].map(DataValue.text), "a login")
        case "version": return try require(names.versions.contains(text) ? value : nil, "the name of a version")
        default: return value
        }
    }
}

extension DataValue {
    /// A number in the form that it has after it was stored: a whole one is an integer.
    init?(finite number: Double) {
        guard number.isFinite else { return nil }
        self = Int(exactly: number).map(DataValue.integer) ?? .number(number)
    }
}

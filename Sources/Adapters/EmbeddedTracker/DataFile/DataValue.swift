/// A value of the data file: what JSON can hold, with the members of objects in their order.
package enum DataValue: Hashable, Sendable {
    package struct Member: Hashable, Sendable {
        package var name: String
        package var value: DataValue

        package init(_ name: String, _ value: DataValue) {
            self.name = name
            self.value = value
        }
    }

    case null
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    case list([DataValue])
    case object([Member])

    /// JSON text (RFC 8259), indented by two blanks a level; ends with a line feed.
    package var json: String {
        var text = ""
        write(to: &text, indentation: 0, isCompact: false)
        return text + "\n"
    }

    /// JSON text in one line, as the database keeps it.
    var compactJSON: String {
        var text = ""
        write(to: &text, indentation: 0, isCompact: true)
        return text
    }

    private func write(to text: inout String, indentation: Int, isCompact: Bool) {
        switch self {
        case .null: text += "null"
        case .boolean(let value): text += value ? "true" : "false"
        case .integer(let number): text += String(number)
        case .number(let number): text += Self.digits(number)
        case .text(let string): Self.quote(string, to: &text)
        case .list(let values):
            let elements = values.map { value in
                { (text: inout String, indentation: Int, isCompact: Bool) in
                    value.write(to: &text, indentation: indentation, isCompact: isCompact)
                }
            }
            Self.enclose("[", elements, "]", to: &text, indentation: indentation, isCompact: isCompact)
        case .object(let members):
            let elements = members.map { member in
                { (text: inout String, indentation: Int, isCompact: Bool) in
                    Self.quote(member.name, to: &text)
                    text += isCompact ? ":" : ": "
                    member.value.write(to: &text, indentation: indentation, isCompact: isCompact)
                }
            }
            Self.enclose("{", elements, "}", to: &text, indentation: indentation, isCompact: isCompact)
        }
    }

    private static func enclose(
        _ opening: String, _ elements: [(inout String, Int, Bool) -> Void], _ closing: String, to text: inout String,
        indentation: Int, isCompact: Bool
    ) {
        text += opening
        for (index, element) in elements.enumerated() {
            if index > 0 { text += "," }
            if !isCompact { text += "\n" + String(repeating: "  ", count: indentation + 1) }
            element(&text, indentation + 1, isCompact)
        }
        if !isCompact, !elements.isEmpty { text += "\n" + String(repeating: "  ", count: indentation) }
        text += closing
    }

    /// `8` for 8.0, so that a number reads the same whether it was written as 8 or as 8.0.
    private static func digits(_ number: Double) -> String {
        if let whole = Int(exactly: number) { return String(whole) }
        return number.description
    }

    /// What a YAML reader would refuse or fold is escaped, so that the text can be read as YAML and as JSON.
    private static func quote(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            default:
                if YAMLText.mustEscape(scalar) {
                    text += YAMLText.escape(scalar)
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        text += "\""
    }
}

extension DataValue: Decodable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let number = try? container.decode(Int.self) {
            self = .integer(number)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let values = try? container.decode([DataValue].self) {
            self = .list(values)
        } else {
            let members = try container.decode([String: DataValue].self)
            self = .object(members.sorted { $0.key < $1.key }.map { Member($0.key, $0.value) })
        }
    }
}

import Foundation
import Logging

/// One log line; text from mails stands in it, so control characters never reach a terminal and a line stays one line.
struct LogLine {
    let time: Date
    let level: Logger.Level
    let message: String
    /// Sorted by name.
    let fields: [(name: String, value: Logger.Metadata.Value)]

    private var timestamp: String {
        time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    var text: String {
        var line = "\(timestamp) \(level.rawValue) \(Self.escaped(message))"
        for field in fields {
            let value = field.value.description
            let quoted = value.isEmpty || value.contains { $0 == " " || $0 == "\"" || $0 == "=" }
            line += " \(field.name)="
            line += quoted ? "\"\(Self.escaped(value).replacing("\"", with: "\\\""))\"" : Self.escaped(value)
        }
        return line
    }

    var json: String {
        var object = Self.members(of: fields)
        object.append((name: "time", json: Self.quoted(timestamp)))
        object.append((name: "level", json: Self.quoted(level.rawValue)))
        object.append((name: "message", json: Self.quoted(message)))
        return Self.object(object)
    }

    private static func members(
        of fields: [(name: String, value: Logger.Metadata.Value)]
    ) -> [(name: String, json: String)] {
        fields.map { (name: $0.name, json: json(of: $0.value)) }
    }

    private static func json(of value: Logger.Metadata.Value) -> String {
        switch value {
        case .string(let text): quoted(text)
        case .stringConvertible(let value): quoted(value.description)
        case .array(let values): "[" + values.map(json(of:)).joined(separator: ",") + "]"
        case .dictionary(let values): object(members(of: values.map { (name: $0.key, value: $0.value) }))
        }
    }

    private static func object(_ members: [(name: String, json: String)]) -> String {
        let sorted = members.sorted { $0.name < $1.name }
        return "{" + sorted.map { "\(quoted($0.name)):\($0.json)" }.joined(separator: ",") + "}"
    }

    /// A JSON string (RFC 8259, section 7).
    private static func quoted(_ text: String) -> String {
        var json = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": json += "\\\""
            case "\\": json += "\\\\"
            case "\n": json += "\\n"
            case _ where isControl(scalar): json += hexadecimal(scalar)
            default: json.unicodeScalars.append(scalar)
            }
        }
        return json + "\""
    }

    private static func escaped(_ text: String) -> String {
        var clean = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": clean += "\\\\"
            case "\n": clean += "\\n"
            case _ where isControl(scalar): clean += hexadecimal(scalar)
            default: clean.unicodeScalars.append(scalar)
            }
        }
        return clean
    }

    /// Control characters, and the two line ends of Unicode that are none.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}"
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}

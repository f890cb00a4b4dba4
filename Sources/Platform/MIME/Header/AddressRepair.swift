/// Rewrites an address field so that GMime reads what mail programs really write, and checks what it read.
enum AddressRepair {
    /// Stands for a dot that GMime refuses. A private character, so that it may stand anywhere and turns back into the dot.
    private static let dot = Unicode.Scalar(UInt32(0x10_FFFD)) ?? "."
    /// RFC 5322, section 3.2.3.
    private static let specials = Array("()<>[]:;@\\,\"".unicodeScalars)

    /// The field as GMime gets it; `restored` undoes it in names and addresses.
    static func repair(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        for index in scalars.indices where scalars[index] == dot { scalars[index] = "\u{FFFD}" }
        hideDots(in: &scalars)
        var result = String.UnicodeScalarView()
        result.append(contentsOf: withPlainMarks(scalars))
        return String(result)
    }

    static func restored(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        result.append(contentsOf: text.unicodeScalars.lazy.map { $0 == dot ? "." : $0 })
        return String(result)
    }

    /// An address that GMime read, when it has a local part and a domain and nothing in it that no address has: blanks and
    /// special characters may only stand in quotes, control characters nowhere.
    static func address(_ written: String) -> String? {
        guard let at = written.unicodeScalars.lastIndex(of: "@") else { return nil }
        var local = restored(String(written[..<at]))
        var domain = String(written[written.unicodeScalars.index(after: at)...])
        // Outlook's `'joe@example.net'`, and the same in quotes; no domain ends with such a mark.
        for mark in ["'", "\""] where local.hasPrefix(mark) && domain.hasSuffix(mark) {
            local.removeFirst()
            domain.removeLast()
        }
        if local.count > 2, local.hasPrefix("\""), local.hasSuffix("\"") {
            // Quote marks that quote nothing are no part of the address (RFC 5321, section 4.1.2).
            let content = String(local.dropFirst().dropLast())
            if isWord(content), content.contains(where: { $0 != "." }) { local = content }
            guard !hasControl(local) else { return nil }
        } else if !isWord(local.filter { $0 != "\"" }) {
            return nil
        }
        let isLiteral = domain.hasPrefix("[") && domain.hasSuffix("]")
        let host = isLiteral ? domain.dropFirst().dropLast().filter { $0 != ":" } : domain
        // A hidden dot here stood before an `@` that does not belong to this address.
        return isWord(host) && !host.unicodeScalars.contains(dot) ? "\(local)@\(domain)" : nil
    }

    /// Local parts of old Japanese providers: `taro.@docomo.example`, `.x@y`, `a..b@c`.
    private static func hideDots(in text: inout [Unicode.Scalar]) {
        var least = 0
        for at in text.indices where text[at] == "@" {
            var end = at
            while end > least, text[end - 1] == " " || text[end - 1] == "\t" { end -= 1 }
            var start = end
            while start > least, isLocal(text[start - 1]) { start -= 1 }
            least = at + 1
            guard text[start..<end].contains(where: { $0 != "." && $0 != dot }) else { continue }
            var isBehindDot = true
            for index in start..<end {
                let isDot = text[index] == "."
                if isDot, isBehindDot || index == end - 1 { text[index] = dot }
                isBehindDot = isDot
            }
        }
    }

    /// Outside of quotes and comments: without brackets, except those of a domain literal, without closing marks that nothing
    /// opened, and with `,` where Outlook writes `;` and no group can end.
    private static func withPlainMarks(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        result.reserveCapacity(text.count)
        var isQuoted = false
        var isEscaped = false
        var isAngle = false
        var comments = 0
        var literal = false
        let mayHaveGroups = text.contains(":")
        for scalar in text {
            if isEscaped || scalar == "\\" {
                isEscaped.toggle()
            } else if scalar == "\"", comments == 0 {
                isQuoted.toggle()
            } else if !isQuoted {
                switch scalar {
                case "(": comments += 1
                case ")" where comments > 0: comments -= 1
                case ")": continue
                case _ where comments > 0: break
                case "<": isAngle = true
                case ">": isAngle = false
                case "[" where result.last == "@": literal = true
                case "]" where literal: literal = false
                case "[", "]": continue
                case ";" where !isAngle && !mayHaveGroups:
                    result.append(",")
                    continue
                default: break
                }
            }
            result.append(scalar)
        }
        return result
    }

    private static func isWord(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.unicodeScalars.allSatisfy(isLocal)
    }

    private static func isLocal(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.properties.isWhitespace && !isControl(scalar) && !specials.contains(scalar)
    }

    private static func hasControl(_ text: String) -> Bool { text.unicodeScalars.contains(where: isControl) }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .control }
}

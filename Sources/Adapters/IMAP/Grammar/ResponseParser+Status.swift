extension ResponseParser {
    /// What follows OK, NO, BAD, BYE or PREAUTH: a code in brackets and a text, both optional.
    mutating func status(_ kind: Response.Status.Kind) throws(GrammarFailure) -> Response.Status {
        _ = take(" ")
        var code: ResponseCode?
        if take("[") {
            code = try responseCode()
            _ = take(" ")
        }
        return Response.Status(kind: kind, code: code, text: rest())
    }

    /// Up to the closing bracket, which is taken.
    private mutating func responseCode() throws(GrammarFailure) -> ResponseCode {
        let name = try atom().uppercased()
        switch name {
        case "CAPABILITY":
            return .capability(Capabilities(try text(upTo: "]").split(separator: " ").map(String.init)))
        case "PERMANENTFLAGS":
            try space()
            let flags = try flags()
            try expect("]")
            return .permanentFlags(flags, allowsNew: flags.contains(Flag("\\*")))
        case "UIDVALIDITY":
            try space()
            return .uidValidity(try closing(try validity()))
        case "UIDNEXT":
            try space()
            return .uidNext(try closing(try uid()))
        case "APPENDUID":
            try space()
            let validity = try validity()
            try space()
            return .appendUID(validity, try set(try text(upTo: "]")))
        case "COPYUID":
            try space()
            let validity = try validity()
            try space()
            let from = try set(try text(upTo: " "))
            return .copyUID(validity, from: from, to: try set(try text(upTo: "]")))
        default:
            let argument = try text(upTo: "]").drop { $0 == " " }
            if argument.isEmpty, let word = ResponseCode.Word(rawValue: name) { return .word(word) }
            return .other(argument.isEmpty ? name : "\(name) \(argument)")
        }
    }

    private mutating func validity() throws(GrammarFailure) -> UIDValidity {
        guard let number = UInt32(exactly: try number()) else { throw unexpected }
        return UIDValidity(number)
    }

    private mutating func closing<Value>(_ value: Value) throws(GrammarFailure) -> Value {
        try expect("]")
        return value
    }

    func set(_ text: String) throws(GrammarFailure) -> UIDSet {
        guard let set = UIDSet(parsing: text) else { throw GrammarFailure("\"\(text.prefix(80))\" for a set of UIDs") }
        return set
    }
}

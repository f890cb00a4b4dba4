extension ResponseParser {
    /// The items of a FETCH response, from the opening parenthesis on; unknown ones are passed over.
    mutating func fetchedData(_ number: Int) throws(GrammarFailure) -> Response.FetchedData {
        var data = Response.FetchedData(number: number)
        try expect("(")
        while !take(")") {
            if take(" ") { continue }
            let name = try itemName()
            try space()
            switch name {
            case "UID": data.uid = try uid()
            case "FLAGS": data.flags = try flags()
            case "RFC822.SIZE": data.size = try self.number()
            case "BODY[]", "RFC822": data.body = try body()
            case _ where name.hasPrefix("BODY[HEADER.FIELDS"): data.header = try nstring()
            default: try skipValue()
            }
        }
        return data
    }

    /// With its section, without its offset: `BODY[]<0>` is `BODY[]`.
    private mutating func itemName() throws(GrammarFailure) -> String {
        var name = try atom().uppercased()
        if take("[") {
            name += "[\(try text(upTo: "]").uppercased())]"
            if take("<") { _ = try text(upTo: ">") }
        }
        return name
    }

    private mutating func body() throws(GrammarFailure) -> Response.FetchedData.Body {
        if take(ResponseFraming.bodyMark) { return .streamed }
        guard let text = try nstring() else { return .missing }
        return .text(text)
    }
}

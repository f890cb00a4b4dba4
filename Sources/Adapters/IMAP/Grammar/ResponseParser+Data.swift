extension ResponseParser {
    /// Untagged data, behind `* `.
    mutating func data() throws(GrammarFailure) -> Response.Data {
        if let first = current, (0x30...0x39).contains(first) { return try messageData() }
        let word = try atom().uppercased()
        if let kind = Response.Status.Kind(rawValue: word) { return .status(try status(kind)) }
        switch word {
        case "CAPABILITY": return .capability(Capabilities(words()))
        case "ENABLED": return .enabled(words().map { $0.uppercased() })
        case "LIST": return .list(try listedFolder())
        case "SEARCH": return .search(try numbers())
        case "ESEARCH": return .extendedSearch(try extendedSearch())
        case "NAMESPACE": return .namespace(try namespace())
        case "MYRIGHTS":
            try space()
            _ = try astring()
            try space()
            return .rights(String(decoding: try astring(), as: UTF8.self))
        default: return .other(word)
        }
    }

    /// `* 12 EXISTS` and the like.
    private mutating func messageData() throws(GrammarFailure) -> Response.Data {
        let number = try number()
        try space()
        let word = try atom().uppercased()
        switch word {
        case "EXISTS": return .exists(number)
        case "EXPUNGE": return .expunge(number)
        case "FETCH":
            try space()
            return .fetch(try fetchedData(number))
        default: return .other(word)
        }
    }

    private mutating func words() -> [String] { rest().split(separator: " ").map(String.init) }

    private mutating func numbers() throws(GrammarFailure) -> [UID] {
        var uids: [UID] = []
        while !isAtEnd {
            if take(" ") { continue }
            // CONDSTORE adds `(MODSEQ n)`.
            if current == UInt8(ascii: "(") {
                try skipValue()
            } else {
                uids.append(try uid())
            }
        }
        return uids
    }

    private mutating func listedFolder() throws(GrammarFailure) -> Response.ListedFolder {
        try space()
        let attributes = try flags()
        try space()
        let separator = try nstring()?.first.map { Character(UnicodeScalar($0)) }
        try space()
        return Response.ListedFolder(
            attributes: attributes, separator: separator, name: String(decoding: try astring(), as: UTF8.self))
    }

    private mutating func extendedSearch() throws(GrammarFailure) -> Response.ExtendedSearch {
        var result = Response.ExtendedSearch()
        while !isAtEnd {
            if take(" ") { continue }
            if take("(") {
                guard try atom().uppercased() == "TAG" else { throw unexpected }
                try space()
                result.tag = String(decoding: try astring(), as: UTF8.self)
                try expect(")")
                continue
            }
            switch try atom().uppercased() {
            case "UID": break
            case "ALL":
                try space()
                result.all = try set(try atom())
            case "COUNT":
                try space()
                result.count = try number()
            default:
                try space()
                try skipValue()
            }
        }
        return result
    }

    private mutating func namespace() throws(GrammarFailure) -> Namespace {
        var kinds: [[Namespace.Part]] = []
        for _ in 0..<3 {
            try space()
            kinds.append(try namespaceParts())
        }
        return Namespace(personal: kinds[0], others: kinds[1], shared: kinds[2])
    }

    private mutating func namespaceParts() throws(GrammarFailure) -> [Namespace.Part] {
        guard take("(") else {
            guard try nstring() == nil else { throw unexpected }
            return []
        }
        var parts: [Namespace.Part] = []
        while !take(")") {
            if take(" ") { continue }
            try expect("(")
            let prefix = String(decoding: try astring(), as: UTF8.self)
            try space()
            let separator = try nstring()?.first.map { Character(UnicodeScalar($0)) }
            // Extensions may follow.
            while !take(")") {
                if take(" ") { continue }
                try skipValue()
            }
            parts.append(Namespace.Part(prefix: prefix, separator: separator))
        }
        return parts
    }
}

/// One response of a server (RFC 9051, section 7).
enum Response: Sendable, Equatable {
    case untagged(Data)
    case tagged(tag: String, Status)
    /// `+`: the server waits for more of a command (section 7.6).
    case continuation(String)

    /// Untagged data.
    enum Data: Sendable, Equatable {
        case status(Status)
        case capability(Capabilities)
        case list(ListedFolder)
        case search([UID])
        case extendedSearch(ExtendedSearch)
        case exists(Int)
        case expunge(Int)
        case fetch(FetchedData)
        case namespace(Namespace)
        case enabled([String])
        /// The rights of MYRIGHTS (RFC 4314), one letter each.
        case rights(String)
        /// Anything that we have no use for.
        case other(String)
    }

    /// OK, NO, BAD, BYE, PREAUTH (section 7.1).
    struct Status: Sendable, Equatable {
        enum Kind: String, Sendable { case ok = "OK", no = "NO", bad = "BAD", bye = "BYE", preAuth = "PREAUTH" }

        let kind: Kind
        let code: ResponseCode?
        let text: String

        func has(_ word: ResponseCode.Word) -> Bool { code == .word(word) }
    }

    /// One line of LIST (section 7.3.1).
    struct ListedFolder: Sendable, Equatable {
        let attributes: [Flag]
        /// Nil where the name has no hierarchy.
        let separator: Character?
        /// As the server writes it.
        let name: String
    }

    /// ESEARCH (section 7.3.4).
    struct ExtendedSearch: Sendable, Equatable {
        var tag: String?
        /// Empty when nothing matched.
        var all = UIDSet([])
        var count: Int?
    }

    /// What a FETCH response says about one message (section 7.5.2).
    struct FetchedData: Sendable, Equatable {
        enum Body: Sendable, Equatable {
            /// The literal that was handed on while it arrived.
            case streamed
            case text([UInt8])
            /// NIL.
            case missing
        }

        /// Sequence number.
        let number: Int
        var uid: UID?
        var flags: [Flag]?
        var size: Int?
        var body: Body?
        /// The header fields that were asked for.
        var header: [UInt8]?
    }
}

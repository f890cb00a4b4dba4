/// What stands in brackets in a status response (`resp-text-code`, RFC 9051, section 7.1).
enum ResponseCode: Sendable, Equatable {
    /// The codes without an argument that mean something to us.
    enum Word: String, Sendable {
        case alert = "ALERT"
        case readOnly = "READ-ONLY"
        case readWrite = "READ-WRITE"
        case tryCreate = "TRYCREATE"
        case uidNotSticky = "UIDNOTSTICKY"
        case unavailable = "UNAVAILABLE"
        case authenticationFailed = "AUTHENTICATIONFAILED"
        case authorizationFailed = "AUTHORIZATIONFAILED"
        case expired = "EXPIRED"
        case privacyRequired = "PRIVACYREQUIRED"
        case contactAdmin = "CONTACTADMIN"
        case noPermission = "NOPERM"
        case inUse = "INUSE"
        case expungeIssued = "EXPUNGEISSUED"
        case corruption = "CORRUPTION"
        case serverBug = "SERVERBUG"
        case clientBug = "CLIENTBUG"
        case cannot = "CANNOT"
        case limit = "LIMIT"
        case overQuota = "OVERQUOTA"
        case alreadyExists = "ALREADYEXISTS"
        case nonexistent = "NONEXISTENT"
        case closed = "CLOSED"
    }

    case word(Word)
    case capability(Capabilities)
    /// `allowsNew`: `\*` stood among them.
    case permanentFlags([Flag], allowsNew: Bool)
    case uidValidity(UIDValidity)
    case uidNext(UID)
    case appendUID(UIDValidity, UIDSet)
    /// UIDs there, of which messages here.
    case copyUID(UIDValidity, from: UIDSet, to: UIDSet)
    /// Any other, with what stood behind its name.
    case other(String)
}

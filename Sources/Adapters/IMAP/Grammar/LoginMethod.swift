/// How to log in, from what a server offers; the strongest it knows.
enum LoginMethod: String, Sendable {
    case plain = "PLAIN"
    case xoauth2 = "XOAUTH2"
    case oauthBearer = "OAUTHBEARER"
    /// The LOGIN command.
    case login = "LOGIN"

    /// Nil when the server takes no password.
    static func forPassword(_ capabilities: Capabilities) -> LoginMethod? {
        if capabilities.hasMechanism("PLAIN") { return .plain }
        return capabilities.isLoginDisabled ? nil : .login
    }

    /// Nil when the server takes no token.
    static func forToken(_ capabilities: Capabilities) -> LoginMethod? {
        if capabilities.hasMechanism("OAUTHBEARER") { return .oauthBearer }
        return capabilities.hasMechanism("XOAUTH2") ? .xoauth2 : nil
    }
}

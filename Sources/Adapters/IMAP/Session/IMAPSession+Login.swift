import Mail
import Observability
import Transport

extension IMAPSession {
    /// Everything up to the selected folder; does nothing where that is done.
    func open(token: Secret?) throws(SessionFailure) {
        try step {
            if folder != nil { return }
            try connect()
            try logIn(token: token)
            try select()
        }
    }

    func askCapabilities() throws {
        let status = try exchange(Command("CAPABILITY"))
        guard status.kind == .ok else {
            throw SessionFailure(
                status, to: "CAPABILITY", host: host, otherwise: .refused, remedy: "check host and port")
        }
    }

    /// Logs in by the strongest means that both sides know; nothing to do after PREAUTH.
    func logIn(token: Secret?) throws {
        if !isLoggedIn {
            // What is offered after the login is told anew, or asked for.
            let before = capabilities
            let command = try loginCommand(token: token)
            capabilities = Capabilities([])
            challenge = nil
            let status = try exchange(command)
            guard status.kind == .ok else { throw refusedLogin(status) }
            isLoggedIn = true
            if capabilities.names.isEmpty { try askCapabilities() }
            if capabilities.names.isEmpty { capabilities = before }
        }
        try introduce()
    }

    private func loginCommand(token: Secret?) throws -> Command {
        switch (options.credentials, token) {
        case (.password(let password), _):
            guard let method = LoginMethod.forPassword(capabilities) else {
                throw SessionFailure(
                    kind: .refused, cause: "\(host) takes no password on this connection",
                    remedy: options.endpoint.security == .plain
                        ? "use TLS (--ssl true or --starttls)" : "the server wants another way to log in")
            }
            if method == .plain {
                return authenticate(.plain, SASLResponse.plain(user: options.username, password: password))
            }
            let unasked = capabilities.hasUnaskedLiterals
            return Command("LOGIN").adding(string: options.username, unaskedLiterals: unasked)
                .adding(secret: password, unaskedLiterals: unasked)
        case (.token, let token?):
            switch LoginMethod.forToken(capabilities) {
            case .oauthBearer:
                let response = SASLResponse.oauthBearer(
                    user: options.username, host: host, port: options.endpoint.port, token: token)
                return authenticate(.oauthBearer, response)
            case .xoauth2:
                return authenticate(.xoauth2, SASLResponse.xoauth2(user: options.username, token: token))
            default:
                throw SessionFailure(
                    kind: .refused, cause: "\(host) takes no OAuth token (neither XOAUTH2 nor OAUTHBEARER)",
                    remedy: "log in with a password")
            }
        case (.token, nil):
            throw SessionFailure(kind: .credentials, cause: "there is no token", remedy: "check the credentials")
        }
    }

    private func authenticate(_ method: LoginMethod, _ response: SASLResponse) -> Command {
        // Nothing but a control-A ends a failed OAUTHBEARER (RFC 7628, section 3.2.3); XOAUTH2 takes an empty line.
        let command = Command("AUTHENTICATE \(method.rawValue)")
            .ending(with: method == .oauthBearer ? Array("AQ==".utf8) : [])
        return capabilities.hasInitialResponse
            ? command.adding(initialResponse: response) : command.continued(with: response)
    }

    /// The word that came beside a refusal.
    private var reason: String {
        challenge.flatMap(SASLChallenge.status).map { " (\($0))" } ?? ""
    }

    private func refusedLogin(_ status: Response.Status) -> SessionFailure {
        let remedy =
            switch options.credentials {
            case .password:
                "check user name and password; providers with two-step login want an app password or a token"
            case .token: "check that the token is for this user and for IMAP (Google: https://mail.google.com/)"
            }
        var failure = SessionFailure(
            status, to: "the login of \(options.username)\(reason)", host: host, otherwise: .credentials,
            bad: .credentials, remedy: remedy)
        // The server ends such connections by itself, or counts what comes as another attempt.
        failure.leavesConnection = false
        failure.isRefusedLogin = failure.kind == .credentials
        return failure
    }

    /// Who we are, what names we speak, where folders lie.
    private func introduce() throws {
        if capabilities.contains("ID") { _ = try exchange(Command("ID (\"name\" \"mailworker\")")) }
        if capabilities.acceptsUTF8 {
            let status = try exchange(Command("ENABLE UTF8=ACCEPT"))
            usesUTF8 = status.kind == .ok
        }
        let names = [options.folder, options.moveOnSuccess, options.moveOnFailure].compactMap { $0 }
        if names.contains(where: { $0.uppercased() != "INBOX" }) { try findNamespace() }
    }

    private func findNamespace() throws {
        if capabilities.hasNamespace {
            _ = try exchange(Command("NAMESPACE")) { data in
                if case .namespace(let namespace) = data { self.namespace = namespace }
            }
        }
        guard namespace == nil else { return }
        // An empty name gives the separator alone (RFC 9051, section 6.3.9).
        _ = try exchange(Command("LIST \"\" \"\"")) { data in
            if case .list(let root) = data { namespace = .flat(separator: root.separator) }
        }
    }
}

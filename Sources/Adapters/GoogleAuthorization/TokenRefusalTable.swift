import Transport

/// Errors of Google's token endpoint that nothing but a change of set-up cures: what they mean and what to do.
///
/// The first row whose error and description fit counts; a description fits when it is contained, whatever the case.
enum TokenRefusalTable {
    struct Row {
        let error: String
        let description: String
        let cause: @Sendable (ServiceAccount, String) -> String
        let remedy: @Sendable (ServiceAccount, String, String) -> String
    }

    /// The row for an answer of the endpoint.
    static func row(_ error: String, _ description: String) -> Row {
        let description = description.lowercased()
        return rows.first { $0.error == error && ($0.description.isEmpty || description.contains($0.description)) }
            ?? other
    }

    private static func row(
        _ error: String, _ description: String, cause: @escaping @Sendable (ServiceAccount, String) -> String,
        remedy: @escaping @Sendable (_ account: ServiceAccount, _ subject: String, _ scope: String) -> String
    ) -> Row {
        Row(error: error, description: description, cause: cause, remedy: remedy)
    }

    private static let rows: [Row] = [
        row("invalid_grant", "invalid jwt signature") { account, _ in
            "Google does not know the key \(account.privateKeyID): it was deleted, disabled or replaced"
        } remedy: { account, _, _ in
            "create a new key for \(account.clientEmail) and put its file in the place of \(account.path)"
        },
        row("invalid_grant", "account not found") { account, _ in
            "the service account \(account.clientEmail) does not exist any more"
        } remedy: { _, _, _ in
            "create a service account and a key for it in the Google Cloud console"
        },
        row("invalid_grant", "no valid verifier") { account, _ in
            "\(account.clientEmail) is no service account"
        } remedy: {
            account, _, _ in
            "take the key file as Google made it; client_email in \(account.path) was changed"
        },
        row("invalid_grant", "audience") { account, _ in
            "Google does not accept the address \(account.tokenURL) as the receiver of the assertion"
        } remedy: { account, _, _ in
            "set token_uri in \(account.path) to https://oauth2.googleapis.com/token"
        },
        row("invalid_grant", "account has been deleted") { _, subject in
            "the user \(subject) was deleted"
        } remedy: {
            _, _, _ in
            "name another mailbox with --username"
        },
        row("invalid_grant", "email or user id") { _, subject in
            "\(subject) is no user of the domain"
        } remedy: { _, _, _ in
            "give the user's primary address with --username, not an alias or a group"
        },
        row("invalid_grant", "not a valid email") { _, subject in
            "\(subject) is no user of the domain"
        } remedy: { _, _, _ in
            "give the user's primary address with --username, not an alias or a group"
        },
        row("invalid_request", "impersonation") { _, subject in
            "\(subject) is not an address"
        } remedy: { _, _, _ in
            "give the mailbox's full address with --username"
        },
        row("invalid_scope", "") { _, _ in
            "Google does not know the scope that was asked for"
        } remedy: { _, _, scope in
            "check the spelling of the scope \(scope)"
        },
        row("unauthorized_client", "") { account, _ in
            "the service account \(account.clientEmail) may not act for users of the domain, or not with this scope"
        } remedy: { account, _, scope in
            "in the Google Admin console (admin.google.com, Security, Access and data control, API controls, "
                + "Manage domain-wide delegation) add the client ID \(account.clientID) with the scope \(scope); "
                + "a change takes minutes, up to 24 hours"
        },
        row("access_denied", "") { _, subject in
            "a policy of the domain denies access to \(subject)"
        } remedy: { _, _, _ in
            "let the domain's administrator check API controls and the user's restrictions"
        },
        row("admin_policy_enforced", "") { _, subject in
            "a policy of the domain denies access to \(subject)"
        } remedy: {
            _, _, _ in
            "let the domain's administrator check API controls and the user's restrictions"
        },
        row("org_internal", "") { _, subject in
            "\(subject) is not in the organisation of the service account"
        } remedy: {
            _, _, _ in
            "use a service account of the mailbox's own organisation"
        },
        row("disabled_client", "") { account, _ in
            "the service account \(account.clientEmail) or its project is disabled"
        } remedy: { _, _, _ in
            "enable it in the Google Cloud console (IAM & Admin, Service Accounts)"
        },
        row("deleted_client", "") { account, _ in
            "the service account \(account.clientEmail) was deleted"
        } remedy: {
            _, _, _ in
            "create a service account and a key for it in the Google Cloud console"
        },
        row("invalid_client", "") { account, _ in
            "Google does not know the service account \(account.clientEmail)"
        } remedy: {
            account, _, _ in
            "create a new key and put its file in the place of \(account.path)"
        },
        row("unsupported_grant_type", "") { account, _ in
            "\(account.tokenURL) does not take service accounts"
        } remedy: {
            account, _, _ in
            "set token_uri in \(account.path) to https://oauth2.googleapis.com/token"
        },
    ]

    private static let other = row("", "") { account, _ in
        "\(account.tokenURL.host) refuses the request"
    } remedy: {
        account, _, _ in
        "check the service account \(account.clientEmail) in the Google Cloud console"
    }
}

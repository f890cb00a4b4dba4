import Mail

/// A refusal for good, in words for the administrator.
struct RefusalText {
    let status: Int
    let words: Set<String>
    let message: String
    let call: GmailCall
    let address: String

    var failure: GmailFailure {
        switch status {
        case 400: badRequest
        case 403: forbidden
        default: refusal(.refused, "Gmail answers with status \(status)", "check --api-endpoint")
        }
    }

    private var badRequest: GmailFailure {
        if words.contains("failedprecondition") || words.contains("failed_precondition") {
            return message.contains("not enabled")
                ? refusal(
                    .credentials, "Gmail is switched off for \(address)",
                    "let the domain's administrator switch Gmail on for this user")
                : refusal(
                    .credentials, "\(address) has no mailbox",
                    "give the address of a user with a mailbox with --username")
        }
        return refusal(.configuration, "Gmail calls the request invalid", call.suspect)
    }

    private var forbidden: GmailFailure {
        if words.contains("accessnotconfigured") || words.contains("service_disabled") {
            let url =
                message.split(separator: " ").first { $0.hasPrefix("https://") }
                ?? "https://console.cloud.google.com/apis"
            return refusal(
                .credentials, "the Gmail API is not enabled in the service account's project",
                "enable it at \(url) and wait a few minutes")
        }
        if words.contains("insufficientpermissions") || words.contains("access_token_scope_insufficient") {
            return refusal(
                .credentials, "the access token's scope does not cover this",
                "grant and use the scope \(GmailOptions.modifyScope)")
        }
        if words.contains("domainpolicy") {
            return refusal(
                .credentials, "the domain's administrators have disabled Gmail for other programs",
                "let an administrator allow it (Admin console, Security, API controls)")
        }
        if message.contains("Metadata scope") {
            return refusal(
                .credentials, "the scope gmail.metadata allows neither queries nor whole mails",
                "grant and use the scope \(GmailOptions.modifyScope)")
        }
        if message.hasPrefix("Delegation denied") {
            return refusal(
                .credentials, "the token may not be used for \(address)",
                "give the user's primary address with --username")
        }
        return refusal(
            .credentials, "Gmail denies access to \(address)",
            "check the service account's delegation and the domain's policy")
    }

    private func refusal(_ kind: SourceFailure.Kind, _ cause: String, _ remedy: String) -> GmailFailure {
        GmailFailure(kind, cause: message.isEmpty ? cause : "\(cause) (\(message))", remedy: remedy, said: message)
    }
}

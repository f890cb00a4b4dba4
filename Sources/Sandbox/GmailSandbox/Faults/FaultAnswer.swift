/// What a fault with a status answers when it brings no body of its own.
enum FaultAnswer {
    static func answer(_ fault: Fault, status: Int, isToken: Bool) -> Answer {
        var answer = Answer(status: status)
        if fault.isHTML {
            answer.setBody(.bytes(Array(page(status).utf8)), contentType: "text/html; charset=UTF-8")
        } else if case .string(let text)? = fault.body {
            answer.setBody(.bytes(Array(text.utf8)), contentType: "application/json; charset=UTF-8")
        } else {
            answer.setBody(json: fault.body ?? (isToken ? tokenBody(status) : envelope(status)))
        }
        for (name, value) in fault.headers { answer.set(header: name, value) }
        return answer
    }

    private static func envelope(_ status: Int) -> JSONValue {
        switch status {
        case 401: APIFailure.invalidCredentials.body
        case 403: APIFailure.rateLimitExceeded.body
        case 404: APIFailure.notFound.body
        case 429:
            APIFailure(
                status: 429, message: "Too many concurrent requests for user.", domain: "usageLimits",
                reason: "rateLimitExceeded", statusWord: "RESOURCE_EXHAUSTED"
            ).body
        case 503:
            APIFailure(
                status: 503, message: "The service is currently unavailable.", reason: "backendError",
                statusWord: "UNAVAILABLE"
            ).body
        case 500...:
            APIFailure(
                status: status, message: "Internal error encountered.", reason: "backendError", statusWord: "INTERNAL"
            ).body
        default:
            APIFailure(
                status: status, message: "Bad Request", reason: "badRequest", statusWord: "INVALID_ARGUMENT"
            ).body
        }
    }

    private static func tokenBody(_ status: Int) -> JSONValue {
        switch status {
        case 401: TokenFailure.unauthorizedClient.body
        case 429, 500...: TokenFailure(error: "internal_failure", description: "Backend Error").body
        default: TokenFailure.malformed.body
        }
    }

    private static func page(_ status: Int) -> String {
        """
        <!DOCTYPE html>
        <html lang=en>
          <meta charset=utf-8>
          <title>Error \(status)</title>
          <p><b>\(status).</b> <ins>That’s an error.</ins>
          <p>The server encountered a temporary error and could not complete your request.
        </html>

        """
    }
}

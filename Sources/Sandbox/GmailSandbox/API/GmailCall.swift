import Foundation

/// One call of the Gmail API: a request that agrees with the discovery document, not yet performed.
struct GmailCall: Sendable {
    let method: APIMethod
    let place: APIMethod.Place
    let target: RequestTarget
    /// The JSON body; empty object for none.
    let body: JSONValue
    /// The mail of an upload.
    let media: Data?
    let fields: FieldSelection?

    /// Throws when the request contradicts the discovery document.
    init(_ request: ReceivedRequest, method: APIMethod, place: APIMethod.Place) throws(APIFailure) {
        self.method = method
        self.place = place
        target = request.target
        try RequestConformity.check(query: target.query, of: method)
        if let text = target.value("fields") {
            let selection = try FieldSelection(text)
            if let schema = method.response { try selection.check(against: schema) }
            fields = selection
        } else {
            fields = nil
        }
        if place.isUpload {
            guard target.value("uploadType") == "media", request.header("Content-Type")?.hasPrefix("message/") == true
            else {
                throw .violation("The sandbox takes uploads as uploadType=media with Content-Type: message/rfc822.")
            }
            media = Data(request.body)
            body = [:]
        } else {
            media = nil
            body = try RequestConformity.body(request.body, contentType: request.header("Content-Type"), of: method)
        }
    }

    private var isPretty: Bool { !["false", "0"].contains(target.value("prettyPrint") ?? "true") }

    /// A value as the client wants it.
    func answer(_ value: JSONValue) -> Answer {
        Answer(json: fields?.applied(to: value) ?? value, pretty: isPretty)
    }
}

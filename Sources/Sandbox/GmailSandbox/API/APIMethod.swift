/// A method of the API, as the discovery document describes it.
struct APIMethod: Sendable {
    /// The type of a query parameter.
    enum Parameter: Sendable, Equatable {
        case string
        case strings
        case boolean
        case unsigned
        case words([String])
    }

    /// The discovery document's id, such as `gmail.users.messages.list`.
    let id: String
    let verb: String
    /// Below `/gmail/v1/users/{userId}/`; `{id}` stands for one segment.
    let path: String
    /// Query parameters beside the global ones.
    var parameters: [String: Parameter] = [:]
    /// The schema of the request's body; nil for none.
    var request: String?
    /// The schema of the answer; nil for an empty one.
    var response: String?
    /// Quota units of one call.
    let units: Int

    /// The values of the path's parameters.
    struct Place: Sendable {
        let userID: String
        /// Empty where the path has none.
        let id: String
        /// Whether the mail comes as the body itself (`/upload/…`, `uploadType=media`).
        let isUpload: Bool
    }

    /// The method served at a path; nil when the API has none there.
    static func at(verb: String, segments: [String]) -> (method: APIMethod, place: Place)? {
        let isUpload = segments.first == "upload"
        let segments = isUpload ? Array(segments.dropFirst()) : segments
        guard segments.count > 4, segments[0] == "gmail", segments[1] == "v1", segments[2] == "users" else {
            return nil
        }
        let rest = Array(segments[4...])
        // `messages/batchModify` comes after `messages/{id}` in the table, but their verbs differ.
        for method in DiscoveryTable.methods where method.verb == verb {
            guard let id = method.identifier(in: rest) else { continue }
            guard !isUpload || method.id == "gmail.users.messages.send" else { return nil }
            return (method, Place(userID: segments[3], id: id, isUpload: isUpload))
        }
        return nil
    }

    private func identifier(in segments: [String]) -> String? {
        let template = path.split(separator: "/")
        guard template.count == segments.count else { return nil }
        var id = ""
        for (part, segment) in zip(template, segments) {
            if part == "{id}" { id = segment } else if part != segment[...] { return nil }
        }
        return id
    }
}

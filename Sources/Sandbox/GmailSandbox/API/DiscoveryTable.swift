/// What Gmail's discovery document (gmail.v1, revision 20261005) says about the part of the API that the sandbox serves.
enum DiscoveryTable {
    /// Parameters of every method.
    ///
    /// `alt` has two more words there, but only JSON is served here.
    static let globalParameters: [String: APIMethod.Parameter] = [
        "$.xgafv": .words(["1", "2"]), "access_token": .string, "alt": .words(["json"]), "callback": .string,
        "fields": .string, "key": .string, "oauth_token": .string, "prettyPrint": .boolean, "quotaUser": .string,
        "uploadType": .string, "upload_protocol": .string,
    ]

    /// Units: Google's quota table for projects made since 1 May 2026; 1 for labels and profile, 5 for `modify` and
    /// `labels.create` and 50 for `batchModify` are the older table's, which the newer one does not contradict.
    static let methods: [APIMethod] = [
        APIMethod(id: "gmail.users.getProfile", verb: "GET", path: "profile", response: "Profile", units: 1),
        APIMethod(id: "gmail.users.labels.list", verb: "GET", path: "labels", response: "ListLabelsResponse", units: 1),
        APIMethod(id: "gmail.users.labels.get", verb: "GET", path: "labels/{id}", response: "Label", units: 1),
        APIMethod(
            id: "gmail.users.labels.create", verb: "POST", path: "labels", request: "Label", response: "Label", units: 5
        ),
        APIMethod(
            id: "gmail.users.messages.list", verb: "GET", path: "messages",
            parameters: [
                "includeSpamTrash": .boolean, "labelIds": .strings, "maxResults": .unsigned, "pageToken": .string,
                "q": .string,
            ],
            response: "ListMessagesResponse", units: 5),
        APIMethod(
            id: "gmail.users.messages.get", verb: "GET", path: "messages/{id}",
            parameters: ["format": .words(["minimal", "full", "raw", "metadata"]), "metadataHeaders": .strings],
            response: "Message", units: 20),
        APIMethod(
            id: "gmail.users.messages.modify", verb: "POST", path: "messages/{id}/modify",
            request: "ModifyMessageRequest",
            response: "Message", units: 5),
        APIMethod(
            id: "gmail.users.messages.batchModify", verb: "POST", path: "messages/batchModify",
            request: "BatchModifyMessagesRequest", response: nil, units: 50),
        APIMethod(
            id: "gmail.users.messages.send", verb: "POST", path: "messages/send", request: "Message",
            response: "Message",
            units: 100),
    ]

    /// Properties of the schemas, each with its JSON type.
    static let schemas: [String: [String: JSONType]] = [
        "Profile": [
            "emailAddress": .string, "historyId": .string, "messagesTotal": .integer, "threadsTotal": .integer,
        ],
        "ListLabelsResponse": ["labels": .list(of: .schema("Label"))],
        "Label": [
            "color": .schema("LabelColor"), "id": .string, "labelListVisibility": .string,
            "messageListVisibility": .string, "messagesTotal": .integer, "messagesUnread": .integer, "name": .string,
            "threadsTotal": .integer, "threadsUnread": .integer, "type": .string,
        ],
        "LabelColor": ["backgroundColor": .string, "textColor": .string],
        "ListMessagesResponse": [
            "messages": .list(of: .schema("Message")), "nextPageToken": .string, "resultSizeEstimate": .integer,
        ],
        "Message": [
            "classificationLabelValues": .list(of: .schema("ClassificationLabelValue")), "historyId": .string,
            "id": .string, "internalDate": .string, "labelIds": .list(of: .string), "payload": .schema("MessagePart"),
            "raw": .string, "sizeEstimate": .integer, "snippet": .string, "threadId": .string,
        ],
        "MessagePart": [
            "body": .schema("MessagePartBody"), "filename": .string, "headers": .list(of: .schema("MessagePartHeader")),
            "mimeType": .string, "partId": .string, "parts": .list(of: .schema("MessagePart")),
        ],
        "MessagePartBody": ["attachmentId": .string, "data": .string, "size": .integer],
        "MessagePartHeader": ["name": .string, "value": .string],
        "ClassificationLabelValue": [
            "fields": .list(of: .schema("ClassificationLabelFieldValue")), "labelId": .string,
        ],
        "ClassificationLabelFieldValue": ["fieldId": .string, "selection": .string],
        "ModifyMessageRequest": [
            "addClassificationLabels": .list(of: .schema("ClassificationLabelValue")),
            "addLabelIds": .list(of: .string), "removeClassificationLabelIds": .list(of: .string),
            "removeLabelIds": .list(of: .string),
        ],
        "BatchModifyMessagesRequest": [
            "addClassificationLabels": .list(of: .schema("ClassificationLabelValue")),
            "addLabelIds": .list(of: .string), "ids": .list(of: .string),
            "removeClassificationLabelIds": .list(of: .string), "removeLabelIds": .list(of: .string),
        ],
    ]
}

/// The type of a property in a discovery schema.
indirect enum JSONType: Sendable, Equatable {
    case string
    case integer
    case list(of: JSONType)
    case schema(String)

    /// The schema of the value or of its elements; nil for plain values.
    var schemaName: String? {
        switch self {
        case .schema(let name): name
        case .list(let element): element.schemaName
        case .string, .integer: nil
        }
    }
}

/// A request to the token endpoint or the API that was answered, or left without an answer by a fault.
package struct ServedRequest: Sendable, Equatable {
    /// The discovery document's id of the method, `token`, `tokeninfo`, or `unknown`.
    package let method: String
    package let verb: String
    /// Path and query as sent.
    package let target: String
    /// 0 when the connection was closed without an answer.
    package let status: Int
    /// Quota units charged; 0 where the quota refused.
    package let units: Int
    /// The mailbox that the access token stands for.
    package let mailbox: String?
    /// Seconds of the quota's clock, for the units of any 60 seconds.
    package let seconds: Double
    /// How the request contradicted the discovery document; nil when it did not.
    package let violation: String?
    /// Whether a fault changed what happened.
    package let isFault: Bool

    var json: JSONValue {
        .members([
            ("method", .string(method)), ("verb", .string(verb)), ("target", .string(target)),
            ("status", .integer(status)),
            ("units", .integer(units)), ("mailbox", mailbox.map { .string($0) }), ("seconds", .number(seconds)),
            ("violation", violation.map { .string($0) }), ("fault", .bool(isFault)),
        ])
    }
}

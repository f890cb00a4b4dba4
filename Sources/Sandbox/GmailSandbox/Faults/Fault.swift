/// A misbehaviour that a test orders: which requests it meets, how often, and what happens to them.
package struct Fault: Sendable, Equatable {
    /// When the connection is closed without an answer.
    package enum Drop: String, Sendable, Equatable {
        /// Before the request has its effect.
        case before
        /// After the effect: the client cannot know that it happened.
        case after
    }

    /// A method's id such as `gmail.users.messages.get` (or its end, `messages.get`), `token`, `tokeninfo`, or
    /// `*` for all.
    package var method: String
    /// Requests that it still meets.
    package var times = 1
    /// Answered in place of the method, which then has no effect; nil lets the method run.
    package var status: Int?
    /// The body of that answer; Google's envelope when nil.
    package var body: JSONValue?
    /// Added to the answer.
    package var headers: [String: String] = [:]
    package var delayMilliseconds = 0
    package var drop: Drop?
    /// The connection is closed after so many bytes of the body.
    package var truncateBytes: Int?
    /// The body of `status` is a page of HTML, as Google's front end sends them.
    package var isHTML = false

    package init(_ method: String, times: Int = 1) {
        self.method = method
        self.times = times
    }

    /// The fault with some of its parts set: `Fault("token").with { $0.status = 503 }`.
    package func with(_ change: (inout Fault) -> Void) -> Fault {
        var fault = self
        change(&fault)
        return fault
    }

    func meets(_ methodID: String) -> Bool {
        times > 0 && (method == "*" || method == methodID || methodID.hasSuffix("." + method))
    }
}

extension Fault {
    /// A fault that cannot be read from JSON.
    struct Malformed: Error { let reason: String }

    /// `{method, times, status, body, headers, delayMilliseconds, drop, truncate, html}`; all but `method` optional.
    init(_ json: JSONValue) throws(Malformed) {
        guard let members = json.members, let method = json["method"]?.string else {
            throw Malformed(reason: "a fault is an object with a text member \"method\"")
        }
        self.init(method)
        for member in members where member.value != .null {
            switch (member.name, member.value) {
            case ("method", _): break
            case ("times", .integer(let number)) where number >= 0: times = number
            case ("status", .integer(let number)) where 200...599 ~= number: status = number
            case ("body", let value): body = value
            case ("headers", .object(let fields)):
                for field in fields { headers[field.name] = field.value.string ?? field.value.text() }
            case ("delayMilliseconds", .integer(let number)) where number >= 0: delayMilliseconds = number
            case ("drop", .string(let word)):
                guard let drop = Drop(rawValue: word) else {
                    throw Malformed(reason: "\"drop\" is \"before\" or \"after\"")
                }
                self.drop = drop
            case ("truncate", .integer(let number)) where number >= 0: truncateBytes = number
            case ("html", .bool(let bool)): isHTML = bool
            default:
                throw Malformed(
                    reason: "a fault has no member \"\(member.name)\" with the value \(member.value.text())")
            }
        }
    }

    var json: JSONValue {
        .members([
            ("method", .string(method)), ("times", .integer(times)), ("status", status.map { .integer($0) }),
            ("body", body), ("delayMilliseconds", .integer(delayMilliseconds)),
            (
                "headers",
                .object(headers.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: .string($0.value)) })
            ),
            ("drop", drop.map { .string($0.rawValue) }), ("truncate", truncateBytes.map { .integer($0) }),
            ("html", .bool(isHTML)),
        ])
    }
}

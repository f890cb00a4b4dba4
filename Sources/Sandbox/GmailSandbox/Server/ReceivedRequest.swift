/// A request as it came over the connection.
struct ReceivedRequest: Sendable {
    let verb: String
    /// The request line's target as sent.
    let targetText: String
    let target: RequestTarget
    let headers: [Answer.Header]
    let body: [UInt8]

    init(verb: String, target: String, headers: [Answer.Header], body: [UInt8]) {
        self.verb = verb
        targetText = target
        self.target = RequestTarget(target)
        self.headers = headers
        self.body = body
    }

    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

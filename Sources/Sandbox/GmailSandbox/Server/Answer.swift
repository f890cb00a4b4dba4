/// An answer before it is written to the connection.
struct Answer: Sendable {
    struct Header: Sendable, Equatable {
        let name: String
        let value: String
    }

    var status: Int
    private(set) var headers: [Header] = []
    private(set) var body: [JSONValue.Piece] = []

    init(status: Int) { self.status = status }

    /// An answer with a JSON body.
    init(status: Int = 200, json: JSONValue, pretty: Bool = true) {
        self.status = status
        setBody(json: json, pretty: pretty)
    }

    mutating func set(header name: String, _ value: String) {
        headers.removeAll { $0.name.lowercased() == name.lowercased() }
        headers.append(Header(name: name, value: value))
    }

    mutating func setBody(json: JSONValue, pretty: Bool = true) {
        body = json.pieces(pretty: pretty)
        set(header: "Content-Type", "application/json; charset=UTF-8")
    }

    mutating func setBody(_ piece: JSONValue.Piece, contentType: String) {
        body = [piece]
        set(header: "Content-Type", contentType)
    }

    /// The length of a body without base64; nil for one that is encoded while it is written.
    var length: Int? {
        var total = 0
        for piece in body {
            guard case .bytes(let bytes) = piece else { return nil }
            total += bytes.count
        }
        return total
    }
}

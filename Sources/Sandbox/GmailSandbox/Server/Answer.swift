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

    /// Above this a body is encoded while it is written, so that a mail of 40 MB is not in memory twice.
    private static let longestWholeBody = 128 << 10

    /// The body's bytes; nil for a large one.
    var wholeBody: [UInt8]? {
        let estimate = body.reduce(0) { total, piece in
            switch piece {
            case .bytes(let bytes): total + bytes.count
            case .base64URL(let data): total + data.count / 3 * 4
            }
        }
        return estimate > Self.longestWholeBody ? nil : chunks.reduce(into: []) { $0 += $1() }
    }

    /// The body in chunks, each made when it is called for.
    var chunks: [() -> [UInt8]] {
        body.flatMap { piece -> [() -> [UInt8]] in
            switch piece {
            case .bytes(let bytes): [{ bytes }]
            case .base64URL(let data):
                Base64URLChunks.offsets(data).map { offset in { Base64URLChunks.encode(data, at: offset) } }
            }
        }
    }
}

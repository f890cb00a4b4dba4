/// An answer, whatever its status.
package struct HTTPResponse: Sendable {
    package enum Version: String, Sendable {
        case http1 = "HTTP/1.1"
        case http2 = "HTTP/2"
    }

    package var status: Int
    package var headers: Fields
    /// Body after decoding; empty where a sink took it.
    package var body: [UInt8]
    package var version: Version

    package init(status: Int, headers: Fields = Fields(), body: [UInt8] = [], version: Version = .http1) {
        self.status = status
        self.headers = headers
        self.body = body
        self.version = version
    }

    package var isSuccess: Bool { (200..<300).contains(status) }

    /// Header fields in their order; names compare whatever their case (RFC 9110, section 5.1).
    package struct Fields: Sendable, Equatable {
        private var list: [Field] = []

        private struct Field: Sendable, Equatable {
            let name: String
            let value: String
        }

        package init() {}

        /// Value of the first field with this name.
        package subscript(_ name: String) -> String? {
            let name = name.lowercased()
            return list.first { $0.name == name }?.value
        }

        package mutating func add(name: String, value: String) {
            list.append(Field(name: name.lowercased(), value: value))
        }
    }
}

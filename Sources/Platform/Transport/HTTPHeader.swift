package import Observability

/// One header field of a request. The value is never printed, since half of the interesting ones are secrets.
package struct HTTPHeader: Sendable, Equatable {
    package let name: String
    package let value: Secret

    package init(_ name: String, _ value: String) {
        self.init(name, secret: Secret(value))
    }

    package init(_ name: String, secret value: Secret) {
        self.name = name
        self.value = value
    }

    /// `Authorization: Bearer …` (RFC 6750, section 2.1).
    package static func bearer(_ token: Secret) -> HTTPHeader {
        HTTPHeader("Authorization", secret: Secret("Bearer " + token.reveal { $0 }))
    }

    /// The field as libcurl takes it; nil when it would end the line and begin another.
    var line: String? {
        let text = value.reveal { $0.isEmpty ? "\(name);" : "\(name): \($0)" }
        return text.utf8.contains { $0 == 13 || $0 == 10 || $0 == 0 } ? nil : text
    }
}

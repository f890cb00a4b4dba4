import Foundation

/// Google's JSON around an error (Gmail API guide, "Resolve errors").
///
/// `status` and `details` are newer and may be absent, and so may `errors`.
struct ErrorEnvelope: Decodable {
    struct Body: Decodable {
        let code: Int?
        let message: String?
        let status: String?
        let errors: [Item]?
        let details: [Detail]?
    }

    struct Item: Decodable {
        let reason: String?
        let message: String?
    }

    struct Detail: Decodable {
        let reason: String?
    }

    let error: Body

    /// Nil when the body is something else.
    init?(_ body: [UInt8]) {
        guard let envelope = try? JSONDecoder().decode(ErrorEnvelope.self, from: Data(body)) else { return nil }
        self = envelope
    }

    /// Every reason and status word, lower case: `ratelimitexceeded`, `rate_limit_exceeded`, `permission_denied`.
    var words: Set<String> {
        let reasons = (error.errors ?? []).map(\.reason) + (error.details ?? []).map(\.reason) + [error.status]
        return Set(reasons.compactMap { $0?.lowercased() })
    }

    /// Google's sentence, fit for a log line.
    var message: String {
        let text = error.message ?? error.errors?.first?.message ?? ""
        let scalars = text.unicodeScalars.lazy.map { $0.properties.generalCategory == .control ? " " : $0 }
        return String(String.UnicodeScalarView(scalars.prefix(500)))
    }
}

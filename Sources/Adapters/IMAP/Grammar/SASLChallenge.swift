import Foundation

/// What a server says about a token that it refuses: JSON in base64 (RFC 7628, section 3.2.2, and XOAUTH2).
enum SASLChallenge {
    private struct Refusal: Decodable { let status: String }

    private static let statusLimit = 60

    /// Its status, a word or a number of three digits; nil where there is none that people could read.
    static func status(_ text: String) -> String? {
        guard let data = Data(base64Encoded: text), let refusal = try? JSONDecoder().decode(Refusal.self, from: data),
            refusal.status.utf8.allSatisfy({ (0x21...0x7e).contains($0) }), !refusal.status.isEmpty
        else { return nil }
        return String(refusal.status.prefix(statusLimit))
    }
}

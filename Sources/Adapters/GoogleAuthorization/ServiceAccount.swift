import Foundation
import Observability
package import Transport

/// What a credentials file of type `service_account` says, before its key is looked at.
package struct ServiceAccount: Sendable {
    package let path: String
    package let clientEmail: String
    /// The number under which an administrator grants domain-wide delegation.
    package let clientID: String
    package let privateKeyID: String
    /// `token_uri`: where assertions are sent.
    package let tokenURL: ServiceURL
    let privateKeyPEM: Secret

    /// Reads the JSON. Throws `notJSON`, `type`, `exampleFile`, or `fields` with all that is wrong.
    package init(_ file: KeyFile) throws(CredentialsFailure) {
        path = file.path
        func refusal(_ reason: CredentialsFailure.Reason) -> CredentialsFailure {
            CredentialsFailure(path: file.path, reason: reason)
        }
        guard let object = try? JSONSerialization.jsonObject(with: Data(file.bytes)) as? [String: Any] else {
            throw refusal(.notJSON)
        }
        var problems: [String] = []
        func text(_ name: String) -> String {
            guard let value = object[name] else {
                problems.append("\(name) is missing")
                return ""
            }
            guard let text = value as? String, !text.isEmpty else {
                problems.append("\(name) is not a text")
                return ""
            }
            return text
        }
        let type = text("type")
        if !type.isEmpty, type != "service_account" { throw refusal(.type(type)) }
        clientEmail = text("client_email")
        clientID = text("client_id")
        privateKeyID = text("private_key_id")
        let pem = text("private_key")
        privateKeyPEM = Secret(pem)
        if Self.isExample(projectID: object["project_id"] as? String, clientEmail: clientEmail, pem: pem) {
            throw refusal(.exampleFile)
        }
        if !clientEmail.isEmpty, !clientEmail.contains("@") { problems.append("client_email is not an address") }
        let tokenURL = text("token_uri")
        let url = Result { () throws(TransportFailure) in try ServiceURL(tokenURL) }
        if case .failure(let failure) = url, !tokenURL.isEmpty { problems.append("token_uri is wrong: \(failure)") }
        guard problems.isEmpty, case .success(let url) = url else { throw refusal(.fields(problems)) }
        self.tokenURL = url
    }

    /// The file that the documentation shows, filled in nowhere or only in part.
    private static func isExample(projectID: String?, clientEmail: String, pem: String) -> Bool {
        projectID == "example-project" || clientEmail.hasSuffix("@example-project.iam.gserviceaccount.com")
            || pem.contains("EXAMPLE")
    }
}

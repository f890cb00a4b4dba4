import Foundation
import GoogleAuthorization
import Signing
import TestSupport
import Testing
import Transport

@Suite struct CredentialsTests {
    private let folder: ScratchFolder
    private static let google = "https://oauth2.googleapis.com/token"
    private static let remedy =
        "; create a JSON key for the service account in the Google Cloud console (IAM & Admin, Service Accounts, Keys) "
        + "and use that file unchanged"

    init() throws { folder = try ScratchFolder() }

    private func write(_ bytes: [UInt8], mode: Int = 0o600) throws -> String {
        let path = try folder.write(bytes, to: "key.json")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    private func refusal(_ path: String, strict: Bool = false) -> String? {
        do throws(CredentialsFailure) {
            _ = try ServiceAccountKey.load(path: path, strictPermissions: strict)
            return nil
        } catch {
            return error.description.replacing(path, with: "PATH")
        }
    }

    @Test func `given a key file of Google's, all fields are read`() throws {
        let loaded = try ServiceAccountKey.load(
            path: write(CredentialsFixture.json(tokenURL: Self.google)), strictPermissions: true)
        let account = loaded.key.account
        #expect(account.clientEmail == CredentialsFixture.clientEmail)
        #expect(account.clientID == CredentialsFixture.clientID)
        #expect(account.privateKeyID == "4f1d3a")
        #expect(account.tokenURL.text == Self.google)
        #expect(loaded.modeWarning == nil)
    }

    @Test func `given no file, the text names it and the option`() {
        let path = folder.file("none.json").path
        #expect(
            refusal(path)
                == "the credentials file PATH does not exist; name the service account's key file with --credentials")
    }

    @Test func `given a folder, it cannot be read`() {
        #expect(
            refusal(folder.url.path)
                == "the credentials file PATH cannot be read: Is a directory; let the user that runs mailworker read it"
        )
    }

    @Test(arguments: ["", "[1]", "{\"type\": ", "-----BEGIN PRIVATE KEY-----", "null"])
    func `given a file that is no JSON object, the text says so`(content: String) throws {
        #expect(
            try refusal(write(Array(content.utf8))) == "the credentials file PATH is not a JSON object" + Self.remedy)
    }

    @Test func `given a large file, it is not read to its end`() throws {
        let path = try write([UInt8](repeating: 32, count: 100_000))
        #expect(
            refusal(path) == "the credentials file PATH is larger than 65536 bytes, which no key file is" + Self.remedy)
    }

    @Test(arguments: ["type", "client_email", "client_id", "private_key_id", "private_key", "token_uri"])
    func `given a file without one field, the text names it`(field: String) throws {
        let without = try write(CredentialsFixture.json(tokenURL: Self.google, removing: [field]))
        #expect(refusal(without) == "in the credentials file PATH \(field) is missing" + Self.remedy)
        let number = try write(CredentialsFixture.json(tokenURL: Self.google, changes: [field: 7]))
        #expect(refusal(number) == "in the credentials file PATH \(field) is not a text" + Self.remedy)
    }

    @Test func `given several faults, the text names all of them`() throws {
        let path = try write(
            CredentialsFixture.json(
                tokenURL: "http://oauth2.googleapis.com/token",
                changes: ["private_key_id": "", "client_email": "worker"], removing: ["client_id"]))
        #expect(
            refusal(path) == "in the credentials file PATH client_id is missing, private_key_id is not a text, "
                + "client_email is not an address, token_uri is wrong: http://oauth2.googleapis.com/token would send "
                + "credentials unencrypted; use https (http is for this machine's own addresses only)" + Self.remedy)
    }

    @Test(arguments: [
        (
            "authorized_user",
            "the credentials file PATH holds a person's login (type authorized_user), not a service account's key"
        ),
        (
            "external_account",
            "the credentials file PATH describes a federated identity (type external_account), which has no key"
        ),
        ("gdch_service_account", "the credentials file PATH has the type gdch_service_account, not service_account"),
    ])
    func `given credentials of another type, the text says what they are`(type: String, text: String) throws {
        #expect(try refusal(write(Array("{\"type\":\"\(type)\"}".utf8))) == text + Self.remedy)
    }

    @Test(arguments: [
        ["project_id": "example-project"], ["client_email": "mailworker@example-project.iam.gserviceaccount.com"],
        ["private_key": "-----BEGIN PRIVATE KEY-----\nEXAMPLE\n-----END PRIVATE KEY-----\n"],
    ])
    func `given the example file, the text says so`(changes: [String: String]) throws {
        let path = try write(CredentialsFixture.json(tokenURL: Self.google, changes: changes))
        #expect(
            refusal(path) == "the credentials file PATH is the example file that comes with this program" + Self.remedy)
    }

    @Test func `given a broken private key, the text of the key follows and holds no key material`() throws {
        let pem = try CredentialsFixture.key.get().pem()
        let path = try write(
            CredentialsFixture.json(tokenURL: Self.google, changes: ["private_key": String(pem.prefix(900))]))
        #expect(
            refusal(path)
                == "in the credentials file PATH the private key is not a PEM private key without passphrase: it is empty, "
                + "cut or damaged (OpenSSL: error:1E08010C:DECODER routines::unsupported); take the text between BEGIN "
                + "PRIVATE KEY and END PRIVATE KEY with both lines; take the key file as Google made it, unchanged")
    }

    @Test(arguments: [(0o644, "0644"), (0o640, "0640"), (0o604, "0604")])
    func `7.1.3: a key file that others can read is a warning, an error where that is wanted`(mode: Int, octal: String)
        throws
    {
        let path = try write(CredentialsFixture.json(tokenURL: Self.google), mode: mode)
        let warning = "other users of this machine can read the key file PATH (mode \(octal)); chmod 0400 PATH"
        let loaded = try ServiceAccountKey.load(path: path, strictPermissions: false)
        #expect(loaded.modeWarning?.replacing(path, with: "PATH") == warning)
        #expect(refusal(path, strict: true) == warning + "; or run without --strict-permissions")
    }

    @Test func `nothing that is loaded prints the private key`() throws {
        let path = try write(CredentialsFixture.json(tokenURL: Self.google))
        let loaded = try ServiceAccountKey.load(path: path, strictPermissions: false)
        var text = ""
        dump(loaded, to: &text)
        text += "\(loaded)" + String(reflecting: loaded)
        let pem = try CredentialsFixture.key.get().pem()
        #expect(!text.contains(pem.dropFirst(40).prefix(30)))
    }
}

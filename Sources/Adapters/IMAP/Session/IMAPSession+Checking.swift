import Foundation
import Observability
import Transport

/// The parts of opening, one by one, for `validate`.
extension IMAPSession {
    func addresses() throws(SessionFailure) -> [String] {
        try step { try HostAddresses.lookUp(host) }
    }

    /// Connects; gives the expiry of the certificate.
    func greet() throws(SessionFailure) -> Date? {
        try step {
            try connect()
            return connection?.stream.certificateExpiry
        }
    }

    func identify(token: Secret?) throws(SessionFailure) {
        try step { try logIn(token: token) }
    }

    func openFolder() throws(SessionFailure) -> SelectedFolder {
        try step {
            try select()
            guard let folder else { throw SessionFailure.ended(host, nil) }
            return folder
        }
    }

    /// The user's rights in the folder, where the server tells them.
    func rights() throws(SessionFailure) -> String? {
        try step {
            guard capabilities.hasRights, let folder else { return nil }
            var rights: String?
            _ = try exchange(command("MYRIGHTS", folder.name)) { data in
                if case .rights(let told) = data { rights = told }
            }
            return rights
        }
    }
}

import Foundation
import TestSupport

/// A certificate authority for one test, with a certificate for localhost and 127.0.0.1.
struct CertificateAuthority {
    /// RSA keys take a second each on a busy machine.
    private static let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]

    let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        try openssl(
            ["req", "-x509", "-subj", "/CN=Test authority", "-days", "2", "-keyout", "ca.key", "-out", "ca.pem"]
                + Self.newKey)
        try issue("server", names: "DNS:localhost,IP:127.0.0.1")
    }

    var caFile: String { folder.file("ca.pem").path }

    /// Writes `NAME.key` and `NAME.pem`.
    func issue(_ name: String, names: String) throws {
        try folder.write(Array("subjectAltName=\(names)\n".utf8), to: "\(name).ext")
        try openssl(
            ["req", "-subj", "/CN=\(name)", "-keyout", "\(name).key", "-out", "\(name).csr"] + Self.newKey)
        try openssl([
            "x509", "-req", "-in", "\(name).csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "1",
            "-extfile", "\(name).ext", "-out", "\(name).pem",
        ])
    }

    private func openssl(_ arguments: [String]) throws {
        try OpenSSLCommand.run(arguments, in: folder.url)
    }
}

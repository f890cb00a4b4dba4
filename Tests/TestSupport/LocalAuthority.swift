import Foundation

/// A certificate authority for one test that issues certificates for this machine; elliptic curves, for speed.
package struct LocalAuthority {
    package let folder: ScratchFolder

    /// Makes the authority and a certificate `server` for localhost and 127.0.0.1.
    package init() throws {
        folder = try ScratchFolder()
        try openssl(
            ["req", "-x509", "-subj", "/CN=Local authority", "-days", "2", "-keyout", "ca.key", "-out", "ca.pem"]
                + Self.newKey)
        try issue("server", names: "DNS:localhost,IP:127.0.0.1")
    }

    private static let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]

    package var caFile: String { folder.file("ca.pem").path }

    /// Writes `NAME.key` and `NAME.pem`, valid for so many days from now; a negative number makes an expired one.
    package func issue(_ name: String, names: String, days: Int = 30) throws {
        try folder.write(Array("subjectAltName=\(names)\n".utf8), to: "\(name).ext")
        try openssl(["req", "-subj", "/CN=\(name)", "-keyout", "\(name).key", "-out", "\(name).csr"] + Self.newKey)
        try openssl([
            "x509", "-req", "-in", "\(name).csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days",
            "\(days)", "-extfile", "\(name).ext", "-out", "\(name).pem",
        ])
    }

    private func openssl(_ arguments: [String]) throws {
        try OpenSSLCommand.run(arguments, in: folder.url)
    }
}

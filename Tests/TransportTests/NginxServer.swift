import Foundation
import TestSupport

/// nginx on a free loopback port, HTTP/2 over TLS, serving what one test needs.
final class NginxServer {
    static var path: String? {
        ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx"].first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }

    struct NotStarted: Error { let log: String }

    let port: UInt16
    let folder: ScratchFolder
    private let process = Process()

    /// `locations` is configuration inside the server; files are served from `folder`.
    init(_ authority: CertificateAuthority, protocols: String = "ssl http2", locations: String = "") throws {
        // nginx cannot choose a port itself: take a free one, and let go of it just before.
        let (descriptor, port) = try ListeningSocket.open()
        close(descriptor)
        self.port = port
        folder = try ScratchFolder()
        try FileManager.default.createDirectory(at: folder.file("www"), withIntermediateDirectories: true)
        try folder.write(
            Array(
                """
                daemon off; master_process off; pid nginx.pid; error_log stderr notice;
                events { worker_connections 256; }
                http {
                  access_log off;
                  client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
                  keepalive_requests 100000;
                  server {
                    listen 127.0.0.1:\(port) \(protocols);
                    ssl_certificate \(authority.folder.file("server.pem").path);
                    ssl_certificate_key \(authority.folder.file("server.key").path);
                    root www;
                    location /connection { return 200 "$connection $server_protocol $http_user_agent"; }
                    \(locations)
                  }
                }
                """.utf8), to: "nginx.conf")
        process.executableURL = URL(fileURLWithPath: Self.path ?? "")
        process.arguments = ["-p", folder.url.path, "-c", "nginx.conf", "-e", "stderr"]
        let output = Pipe()
        process.standardError = output
        try process.run()
        var log = ""
        while !log.contains("using the \"") {
            let bytes = output.fileHandleForReading.availableData
            guard !bytes.isEmpty else { throw NotStarted(log: log) }
            log += String(decoding: bytes, as: UTF8.self)
        }
        // Nobody reads the log from here on; a full pipe would stop the server.
        output.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    }

    /// Ends the server; to be called at the end of a test, or it ends at the last mention of the variable.
    func stop() {
        // SIGTERM is blocked in children of Swift's threads, and nginx without a master leaves it so.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    func url(_ path: String) -> String { "https://localhost:\(port)\(path)" }

    /// Puts a file where the server finds it.
    func put(_ bytes: [UInt8], at name: String) throws { try folder.write(bytes, to: "www/\(name)") }
}

import Foundation
import Threading

/// Dovecot on free loopback ports with a Maildir of its own; to be stopped at the end of a test.
package final class DovecotServer: Sendable {
    /// Nil where the package dovecot-imapd is missing.
    package static var path: String? {
        ["/usr/sbin/dovecot", "/usr/local/sbin/dovecot"].first {
            FileManager.default.isExecutableFile(atPath: $0)
                && FileManager.default.isExecutableFile(atPath: "/usr/lib/dovecot/imap")
        }
    }

    package struct NotStarted: Error { let log: String }

    package static let user = "worker@example.net"
    package static let password = "correct horse"

    /// Settings for folders under `Archive/` in which there is no more room than this.
    package static func archive(kilobytes: Int) -> String {
        """
        mail_plugins = quota
        namespace inbox {
          inbox = yes
          separator = /
        }
        namespace archive {
          prefix = Archive/
          separator = /
          location = maildir:~/archive
        }
        plugin {
          quota = maildir:Archive:ns=Archive/
          quota_rule = *:storage=\(kilobytes)K
        }

        """
    }

    package let authority: LocalAuthority
    package let folder: ScratchFolder
    /// Plain, with STARTTLS.
    package let port: UInt16
    /// TLS from the start.
    package let securePort: UInt16
    private let process = Process()
    private let deliveries = Locked(0)

    /// Logins by access token, in place of passwords.
    package struct Tokens: Sendable {
        /// `xoauth2`, `oauthbearer`, or both.
        let mechanisms: String
        /// Tells about the token that stands behind it: HTTP, a body of JSON with `email` and `scope`.
        let infoURL: String
        /// What the token must be for.
        let scope: String

        package init(mechanisms: String, infoURL: String, scope: String) {
            self.mechanisms = mechanisms
            self.infoURL = infoURL
            self.scope = scope
        }

        fileprivate var answers: String {
            """
            tokeninfo_url = \(infoURL)
            introspection_mode =
            username_attribute = email
            scope = \(scope)

            """
        }

        fileprivate func settings(_ path: String) -> String {
            """
            auth_mechanisms = \(mechanisms)
            passdb {
              driver = oauth2
              mechanisms = xoauth2 oauthbearer
              args = \(path)
            }

            """
        }
    }

    /// `settings` is configuration at its end; `certificate` names one that `prepare` has issued.
    package init(
        settings: String = "", certificate: String = "server", tokens: Tokens? = nil,
        prepare: (LocalAuthority) throws -> Void = { _ in }
    ) throws {
        authority = try LocalAuthority()
        try prepare(authority)
        folder = try ScratchFolder()
        // Dovecot cannot choose ports itself: take free ones, and let go of them just before.
        let (first, second) = (try ListeningSocket.open(), try ListeningSocket.open())
        (port, securePort) = (first.port, second.port)
        close(first.descriptor)
        close(second.descriptor)
        try folder.write(Array("\(Self.user):{PLAIN}\(Self.password)::::::\n".utf8), to: "passwd")
        try FileManager.default.createDirectory(at: folder.file("mail"), withIntermediateDirectories: true)
        if getuid() == 0 { chown(folder.file("mail").path, Self.mailUser, Self.mailUser) }
        var all = configuration(certificate) + settings + "\n"
        if let tokens {
            all += tokens.settings(try folder.write(Array(tokens.answers.utf8), to: "tokens.conf"))
        }
        try folder.write(Array(all.utf8), to: "dovecot.conf")
        try start()
    }

    /// Mail processes of a server that runs as root may not be root.
    private static let mailUser: uid_t = getuid() == 0 ? 65_534 : getuid()

    private func configuration(_ certificate: String) -> String {
        let root = folder.url.path
        let own = NSUserName()
        let users =
            getuid() == 0
            ? "" : "default_internal_user = \(own)\ndefault_login_user = \(own)\ndefault_internal_group = \(getgid())\n"
        return """
            protocols = imap
            listen = 127.0.0.1
            base_dir = \(root)/run
            state_dir = \(root)/state
            log_path = /dev/stderr
            first_valid_uid = \(Self.mailUser)
            last_valid_uid = \(Self.mailUser)
            first_valid_gid = 0
            last_valid_gid = 65534
            mail_location = maildir:\(root)/mail/%u
            mail_fsync = never
            disable_plaintext_auth = no
            auth_mechanisms = plain login
            auth_failure_delay = 0
            ssl = yes
            ssl_cert = <\(authority.folder.file("\(certificate).pem").path)
            ssl_key = <\(authority.folder.file("\(certificate).key").path)
            passdb {
              driver = passwd-file
              args = \(root)/passwd
            }
            userdb {
              driver = static
              args = uid=\(Self.mailUser) gid=\(Self.mailUser) home=\(root)/mail/%u
            }
            service imap-login {
              chroot =
              service_count = 0
              inet_listener imap {
                port = \(port)
              }
              inet_listener imaps {
                port = \(securePort)
                ssl = yes
              }
            }
            service anvil {
              chroot =
              unix_listener anvil-auth-penalty {
                mode = 0
              }
            }
            \(users)
            """ + "\n"
    }

    private func start() throws {
        process.executableURL = URL(fileURLWithPath: Self.path ?? "")
        process.arguments = ["-F", "-c", folder.file("dovecot.conf").path]
        let output = Pipe()
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        var log = ""
        while !log.contains("starting up") {
            let bytes = output.fileHandleForReading.availableData
            guard !bytes.isEmpty else { throw NotStarted(log: log) }
            log += String(decoding: bytes, as: UTF8.self)
        }
        // Nobody reads the log from here on; a full pipe would stop the server.
        output.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    }

    /// Ends the server; its children end soon after it, and nobody waits for them.
    package func stop() {
        // SIGTERM is blocked in children of Swift's threads.
        kill(process.processIdentifier, SIGKILL)
    }

    /// Puts a mail into a folder of the user, as a delivery would; Dovecot's Maildir spelling of the folder's name.
    package func deliver(_ mail: [UInt8], folder name: String = "") throws {
        let inbox = folder.file("mail/\(Self.user)")
        let target = name.isEmpty ? inbox : inbox.appending(path: ".\(name)")
        for part in ["", "/cur", "/new", "/tmp"] {
            let path = target.path + part
            guard !FileManager.default.fileExists(atPath: path) else { continue }
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            if getuid() == 0 { chown(path, Self.mailUser, Self.mailUser) }
        }
        let number = deliveries.withLock { number in
            number += 1
            return number
        }
        let file = "1700000000.\(1_000_000 + number).test"
        try Data(mail).write(to: target.appending(path: "tmp/\(file)"))
        if getuid() == 0 { chown(target.path + "/tmp/\(file)", Self.mailUser, Self.mailUser) }
        guard rename(target.path + "/tmp/\(file)", target.path + "/new/\(file)") == 0 else {
            throw NotStarted(log: "a mail could not be delivered")
        }
    }

    /// Runs `doveadm COMMAND -u USER ARGUMENTS…` and gives what it prints.
    @discardableResult
    package func doveadm(_ command: [String], _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["doveadm", "-c", folder.file("dovecot.conf").path] + command + ["-u", Self.user] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `UID FLAGS` of each mail of a folder: `3 \Seen \Deleted`, `4`.
    package func mails(in mailbox: String = "INBOX") throws -> [String] {
        try doveadm(["-f", "tab", "fetch"], ["uid flags", "mailbox", mailbox, "all"])
            .split(separator: "\n").dropFirst()
            .map { $0.split(whereSeparator: { $0 == "\t" || $0 == " " }).joined(separator: " ") }
    }

    /// Names of all folders.
    package func folders() throws -> [String] {
        try doveadm(["mailbox", "list"], []).split(separator: "\n").map(String.init).sorted()
    }
}

package import Foundation

/// A mail to be put into the sandbox's mailbox.
package struct LoadedMail: Sendable {
    /// The file's name, for messages; empty when the mail came from no file.
    package let name: String
    /// The mail as it is; files are mapped, not read.
    package let content: Data
    package let isRead: Bool

    package init(name: String = "", content: Data, isRead: Bool = false) {
        self.name = name
        self.content = content
        self.isRead = isRead
    }

    /// The mails of a folder: a Maildir (`new` and `cur`, flag `S` = read) or `.eml` files.
    ///
    /// Sorted by file name, which is the order of arrival, oldest first. Throws `StartFailure` when one cannot be read.
    package static func all(in folder: URL) throws -> [LoadedMail] {
        do {
            return try read(folder)
        } catch {
            throw SandboxServer.StartFailure(
                description: "Cannot load the mails of \(folder.path): \(error.localizedDescription) "
                    + "Name a folder of .eml files or a Maildir that you may read.")
        }
    }

    private static func read(_ folder: URL) throws -> [LoadedMail] {
        let children = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        let maildir = children.filter { ["new", "cur"].contains($0.lastPathComponent) }
        if maildir.isEmpty {
            return try load(children.filter { $0.pathExtension.lowercased() == "eml" })
        }
        return try load(
            maildir.flatMap { try FileManager.default.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil) })
    }

    /// The sample mails that come with the sandbox.
    package static func samples() throws -> [LoadedMail] {
        try all(in: samplesFolder)
    }

    /// Where the sample mails and their `tracker.yaml` lie.
    package static var samplesFolder: URL {
        Bundle.module.bundleURL.appendingPathComponent("SampleMails")
    }

    private static func load(_ files: [URL]) throws -> [LoadedMail] {
        try files.sorted { $0.lastPathComponent < $1.lastPathComponent }.map { file in
            let flags = file.lastPathComponent.split(separator: ":2,", maxSplits: 1).dropFirst().first ?? ""
            return LoadedMail(
                name: file.lastPathComponent, content: try Data(contentsOf: file, options: .alwaysMapped),
                isRead: flags.contains("S"))
        }
    }
}

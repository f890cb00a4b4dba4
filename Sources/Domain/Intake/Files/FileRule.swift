import Mail
import Tracking

/// Which parts become attachments, under which names and types (7.5.14, 7.5.18).
struct FileRule {
    /// An image without a name that is not larger than this, in bytes, only counts readers or fills space: one dot of
    /// GIF is 43 bytes, of PNG 70 to 150.
    private static let maximumPixelBytes = 160

    let options: IntakeOptions

    func attachments(from body: MailBody, _ trail: inout Trail) -> StoredFiles {
        var kept = KeptFiles()
        var images: [String: String] = [:]
        var unnamed = 0
        for part in body.files {
            guard let content = Self.content(of: part) else { continue }
            let type = Self.type(of: part)
            let name: String
            if let given = Self.givenName(of: part) {
                name = given
            } else {
                if part.mediaType.type == "image", part.disposition != .attachment,
                    let reason = leftOut(part, bytes: content.count, shown: body.shownImages)
                {
                    trail.step(.file, "image \(part.contentID ?? "without a name")", reason)
                    continue
                }
                unnamed += 1
                name = "attachment-\(unnamed).\(FileTypeTable.endings[type] ?? "bin")"
            }
            let file = NewAttachment(fileName: name, contentType: type, content: content)
            let stored = add(file, to: &kept, &trail)
            if let stored, let id = part.contentID { images[id.lowercased()] = stored }
        }
        return StoredFiles(files: kept.files, imageNames: images)
    }

    /// The name under which the file is stored; nil when it is left out.
    private func add(_ file: NewAttachment, to kept: inout KeptFiles, _ trail: inout Trail) -> String? {
        let name = file.fileName
        if file.content.count == 0 {
            trail.step(.file, name, "left out: empty")
        } else if let glob = options.ignoredFileNames.first(where: { Glob($0).matches(name) }) {
            trail.step(.file, name, "left out: --ignore-filenames \(glob)")
        } else if file.content.count > options.maximumFileBytes {
            trail.step(.file, name, "left out: \(file.content.count) bytes, \(options.maximumFileBytes) are allowed")
            trail.note(.refusedFile, line: name, complaint: .fileTooLarge(name: name))
        } else if let stored = kept.add(file) {
            trail.step(.file, stored, "\(file.contentType), \(file.content.count) bytes")
            return stored
        } else {
            trail.step(.file, name, "left out: the same file twice")
        }
        return nil
    }

    /// Why an image without a name is left out; nil when the text shows it.
    private func leftOut(_ part: Part, bytes: Int, shown: Set<String>) -> String? {
        guard let id = part.contentID, shown.contains(id.lowercased()) else {
            return "left out: the text does not show it"
        }
        return bytes <= Self.maximumPixelBytes ? "left out: an image of \(bytes) bytes is a spacer or a counter" : nil
    }

    private static func content(of part: Part) -> SpooledContent? {
        switch part.body {
        case .multipart: nil
        case .text(_, let content), .file(let content), .message(let content): content
        }
    }

    private static func givenName(of part: Part) -> String? {
        guard let given = part.fileName else { return nil }
        // A Content-Location is an address: its query is no part of the name.
        let name = given == part.contentLocation ? String(given.prefix { $0 != "?" && $0 != "#" }) : given
        guard let safe = FileName.safe(name) else { return nil }
        if case .message = part.body, FileName.ending(of: safe) != "eml" { return FileName.safe(safe + ".eml") }
        return safe
    }

    /// The declared type, or that of the name's ending where the declared one says nothing.
    private static func type(of part: Part) -> String {
        let declared = part.mediaType.description
        let ending = part.fileName.flatMap(FileName.safe).flatMap(FileName.ending(of:))
        if ["application/octet-stream", "application/x-download", "application/force-download"].contains(declared),
            let type = ending.flatMap({ FileTypeTable.types[$0] })
        {
            return type
        }
        return FileTypeTable.misnomers[declared] ?? declared
    }
}

/// Files, each once and each under a name of its own.
private struct KeptFiles {
    private struct Identity: Hashable {
        let name: String
        let hash: ContentHash
    }

    private(set) var files: [NewAttachment] = []
    private var known: Set<Identity> = []
    private var names: Set<String> = []
    /// The number for the next file of a name.
    private var numbers: [String: Int] = [:]

    /// The name under which the file is kept; nil when it is there already.
    mutating func add(_ file: NewAttachment) -> String? {
        guard known.insert(Identity(name: file.fileName, hash: file.content.hash)).inserted else { return nil }
        var file = file
        let name = file.fileName
        while !names.insert(file.fileName).inserted {
            let number = numbers[name, default: 2]
            numbers[name] = number + 1
            file.fileName = FileName.numbered(name, number)
        }
        files.append(file)
        return file.fileName
    }
}

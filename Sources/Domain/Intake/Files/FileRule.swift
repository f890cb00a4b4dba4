import Mail
import Tracking

/// Which parts become attachments, under which names and types (7.5.14, 7.5.18).
struct FileRule {
    /// An image without a name that is not larger than this, in bytes, only counts readers or fills space: one dot of
    /// GIF is 43 bytes, of PNG 70 to 150.
    private static let maximumPixelBytes = 160

    let options: IntakeOptions

    func attachments(from body: MailBody, _ trail: inout Trail) -> [NewAttachment] {
        var kept: [NewAttachment] = []
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
            add(NewAttachment(fileName: name, contentType: type, content: content), to: &kept, &trail)
        }
        return kept
    }

    private func add(_ file: NewAttachment, to kept: inout [NewAttachment], _ trail: inout Trail) {
        var file = file
        let name = file.fileName
        if file.content.count == 0 {
            trail.step(.file, name, "left out: empty")
        } else if let glob = options.ignoredFileNames.first(where: { Glob($0).matches(name) }) {
            trail.step(.file, name, "left out: --ignore-filenames \(glob)")
        } else if file.content.count > options.maximumFileBytes {
            trail.step(.file, name, "left out: \(file.content.count) bytes, \(options.maximumFileBytes) are allowed")
            trail.note(.refusedFile, line: name, complaint: .fileTooLarge(name: name))
        } else if kept.contains(where: { $0.fileName == name && $0.content.hash == file.content.hash }) {
            trail.step(.file, name, "left out: the same file twice")
        } else {
            var number = 2
            while kept.contains(where: { $0.fileName == file.fileName }) {
                file.fileName = FileName.numbered(name, number)
                number += 1
            }
            trail.step(.file, file.fileName, "\(file.contentType), \(file.content.count) bytes")
            kept.append(file)
        }
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

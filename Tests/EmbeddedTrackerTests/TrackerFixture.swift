import EmbeddedTracker
import Foundation
import Mail
import Signing
import TestSupport
import Tracking

/// A tracker of its own in a folder of its own, with a clock that stands still.
struct TrackerFixture {
    static let start = Date(timeIntervalSince1970: 1_800_000_000)  // 2027-01-15T08:00:00Z

    let folder: ScratchFolder
    let tracker: SQLiteTracker

    var path: String { folder.file("tracker.sqlite").path }

    init(_ data: String? = SampleData.text) async throws {
        folder = try ScratchFolder()
        tracker = try SQLiteTracker(
            path: folder.file("tracker.sqlite").path, mode: .create, now: { TrackerFixture.start })
        if let data { _ = try await tracker.importData(data) }
    }

    /// The same file opened once more, with a clock that is `seconds` ahead.
    func opened(_ mode: SQLiteTracker.Mode = .existing, after seconds: Double = 0) throws -> SQLiteTracker {
        try SQLiteTracker(path: path, mode: mode, now: { TrackerFixture.start.addingTimeInterval(seconds) })
    }

    func export() async throws -> String { try await tracker.exportData().text }

    func person(_ address: String) async throws -> Person {
        let found = try await tracker.people(matching: MailQuery(address: address, suffixSeparators: []))
        guard let person = found.first else { throw Missing(what: address) }
        return person
    }

    func project(_ identifier: String = "demo") async throws -> Project {
        guard let project = try await tracker.project(ProjectIdentifier(identifier)) else {
            throw Missing(what: identifier)
        }
        return project
    }

    func workPackage(_ number: Int) async throws -> WorkPackage {
        guard case .workPackage(let found, _, _) = try await tracker.referent(of: .workPackage(WorkPackageID(number)))
        else { throw Missing(what: "#\(number)") }
        return found
    }

    func thread(_ number: Int) async throws -> ForumThread {
        guard case .forumThread(let found) = try await tracker.referent(of: .forumMessage(ForumMessageID(number)))
        else { throw Missing(what: "message \(number)") }
        return found
    }

    func news(_ number: Int) async throws -> News {
        guard case .news(let found) = try await tracker.referent(of: .news(NewsID(number)))
        else { throw Missing(what: "news \(number)") }
        return found
    }

    struct Missing: Error {
        let what: String
    }
}

func content(_ text: String) -> SpooledContent {
    let bytes = Array(text.utf8)
    return SpooledContent(bytes, hash: ContentHash(bytes: sha256(bytes)))
}

func file(_ name: String, _ text: String) -> NewAttachment {
    NewAttachment(fileName: name, contentType: "text/plain", content: content(text))
}

extension NewWorkPackage {
    /// A work package with what every one has, from the vocabulary of its project.
    static func sample(
        in project: Project, of tracker: any Directory, subject: String = "Hello",
        attributes: [Attribute: AttributeValue] = [:], watchers: [Person] = [], attachments: [NewAttachment] = [],
        messageID: String? = nil, notes: [Note] = []
    ) async throws -> NewWorkPackage {
        let vocabulary = try await tracker.vocabulary(of: project)
        var all: [Attribute: AttributeValue] = [:]
        all[.type] = vocabulary.types.first.map { .choice($0) }
        all[.status] = vocabulary.defaultStatus.map { .choice($0) }
        all[.priority] = vocabulary.defaultPriority.map { .choice($0) }
        all.merge(attributes) { $1 }
        return NewWorkPackage(
            project: project, subject: subject, description: "Text", attributes: all, watchers: watchers,
            attachments: attachments, origin: ChangeOrigin(messageID: messageID.map { MessageID($0) }, notes: notes))
    }
}

extension WorkPackageUpdate {
    static func sample(
        _ workPackage: WorkPackage, comment: String = "", attributes: [Attribute: AttributeValue] = [:],
        watchers: [Person] = [], attachments: [NewAttachment] = [], messageID: String? = nil
    ) -> WorkPackageUpdate {
        WorkPackageUpdate(
            workPackage: workPackage, comment: comment, isPrivate: false, attributes: attributes, watchers: watchers,
            attachments: attachments, origin: ChangeOrigin(messageID: messageID.map { MessageID($0) }, notes: []))
    }
}

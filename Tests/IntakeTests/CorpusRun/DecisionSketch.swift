import Intake
import Mail
import Tracking

/// A decision as far as the corpus compares it.
struct DecisionSketch: Codable, Equatable, Sendable {
    var outcome: String
    var code: String
    /// Login; `anonymous`; of a new account `login, first name, last name, address`, and `in` its groups.
    var by: String?
    var project: String?
    /// Number of the work package or the news that is answered, or of the thread's first message.
    var answers: Int?
    var subject: String?
    /// Description, comment or content.
    var text: String?
    /// True for a private comment, else nil.
    var isPrivate: Bool?
    /// By data name, as displayed.
    var attributes: [String: String]
    var watchers: [String]
    var attachments: [File]
    var notes: [String]
    /// Lines of the report or confirmation that begin with a dash or hold what was done; nil: none is sent.
    var told: [String]?
    var toldTo: String?

    struct File: Codable, Equatable, Sendable {
        var name: String
        var type: String
        var bytes: Int
    }

    private enum CodingKeys: String, CodingKey {
        case isPrivate = "private"
        case outcome, code, by, project, answers, subject, text, attributes, watchers, attachments, notes, told, toldTo
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        outcome = try values.decode(String.self, forKey: .outcome)
        code = try values.decode(String.self, forKey: .code)
        by = try values.decodeIfPresent(String.self, forKey: .by)
        project = try values.decodeIfPresent(String.self, forKey: .project)
        answers = try values.decodeIfPresent(Int.self, forKey: .answers)
        subject = try values.decodeIfPresent(String.self, forKey: .subject)
        text = try values.decodeIfPresent(String.self, forKey: .text)
        isPrivate = try values.decodeIfPresent(Bool.self, forKey: .isPrivate)
        attributes = try values.decodeIfPresent([String: String].self, forKey: .attributes) ?? [:]
        watchers = try values.decodeIfPresent([String].self, forKey: .watchers) ?? []
        attachments = try values.decodeIfPresent([File].self, forKey: .attachments) ?? []
        notes = try values.decodeIfPresent([String].self, forKey: .notes) ?? []
        told = try values.decodeIfPresent([String].self, forKey: .told)
        toldTo = try values.decodeIfPresent(String.self, forKey: .toldTo)
    }

    init(_ decision: Decision) {
        attributes = [:]
        watchers = []
        attachments = []
        notes = []
        switch decision.verdict {
        case .ignore(let reason):
            outcome = "ignored"
            code = reason.code.rawValue
        case .reject(let reason, let report):
            outcome = "rejected"
            code = reason.code.rawValue
            take(report)
        case .apply(let change, let person):
            outcome = "accepted"
            let receipt = ChangeDescription(change, by: person).receipt
            code = receipt.code.rawValue
            by = Self.described(person)
            take(change)
            take(decision.confirmation?.message(for: receipt))
        }
    }

    private mutating func take(_ change: TrackerChange) {
        switch change {
        case .createWorkPackage(let new):
            (project, subject, text) = (new.project.identifier.text, new.subject, new.description)
            take(new.attributes, new.watchers, new.attachments, new.origin.notes)
        case .updateWorkPackage(let update):
            (answers, text) = (update.workPackage.id.number, update.comment)
            isPrivate = update.isPrivate ? true : nil
            take(update.attributes, update.watchers, update.attachments, update.origin.notes)
        case .replyInForum(let message):
            (answers, subject, text) = (message.thread.root.number, message.subject, message.content)
            take([:], [], message.attachments, message.origin.notes)
        case .commentOnNews(let new):
            (answers, text) = (new.news.id.number, new.text)
            take([:], [], [], new.origin.notes)
        }
    }

    private mutating func take(
        _ values: [Attribute: AttributeValue], _ people: [Person], _ files: [NewAttachment], _ notes: [Note]
    ) {
        for (attribute, value) in values { attributes[attribute.dataName] = value.displayed }
        watchers = people.map(\.login)
        attachments = files.map { File(name: $0.fileName, type: $0.contentType, bytes: $0.content.count) }
        self.notes = notes.map { note in
            ([note.code.rawValue] + [note.attribute, note.line].compactMap(\.self)).joined(separator: " | ")
        }
    }

    private mutating func take(_ message: OutgoingMessage?) {
        guard let message else { return }
        toldTo = message.to
        // The sentences that say something about this mail; greetings and the quoted mail say the same every time.
        let lines = message.text.split(separator: "\n").map(String.init)
        told = lines.filter { $0.hasPrefix("- ") || $0.contains("#…") || $0.contains(message.to) }
    }

    private static func described(_ person: ActingPerson) -> String {
        switch person {
        case .person(let person) where person.isAnonymous: "anonymous"
        case .person(let person): person.login
        case .new(let new):
            "\(new.login), \(new.firstName), \(new.lastName), \(new.mail)"
                + (new.groups.isEmpty ? "" : ", in \(new.groups.joined(separator: " + "))")
        }
    }

    /// The sizes of files that have the same name in `other`.
    mutating func takeSizes(from other: DecisionSketch) {
        for (index, file) in other.attachments.enumerated() where index < attachments.count {
            if attachments[index].name == file.name { attachments[index].bytes = file.bytes }
        }
    }

    /// Without the values that every new work package has, unless `expected` names them.
    func comparable(with expected: DecisionSketch) -> DecisionSketch {
        var copy = self
        guard outcome == "accepted", code == "created" else { return copy }
        let usual = ["type": "Task", "status": "New", "priority": "Normal"]
        for (name, value) in usual where expected.attributes[name] == nil && attributes[name] == value {
            copy.attributes[name] = nil
        }
        return copy
    }
}

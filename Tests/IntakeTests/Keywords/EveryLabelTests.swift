import Mail
import Testing
import Tracking

@testable import Intake

/// Every label of every language in a mail of somebody whose language it is.
@Suite(.timeLimit(.minutes(1))) struct EveryLabelTests {
    private static let values: [KeywordTarget: (text: String, displayed: String)] = [
        .project: ("demo", ""), .attribute(.type): ("bug", "Bug"), .attribute(.status): ("closed", "Closed"),
        .attribute(.priority): ("HIGH", "High"), .attribute(.category): ("web", "Web"),
        .attribute(.version): ("2.0", "2.0"), .attribute(.parent): ("#42", "#42"),
        .attribute(.assignee): ("hans", "Hans Maier"), .attribute(.accountable): ("Jane Doe", "Jane Doe"),
        .attribute(.startDate): ("2030-01-31", "2030-01-31"), .attribute(.dueDate): ("2030-02-01", "2030-02-01"),
        .attribute(.estimatedHours): ("2h30", "2.5 h"), .attribute(.remainingHours): ("1,5", "1.5 h"),
        .attribute(.percentDone): ("40 %", "40 %"), .attribute(.isPrivate): ("yes", "yes"),
    ]

    @Test(arguments: LanguageLabels.all.map(\.tag))
    func `given a language, when mails begin with each of its labels, then each sets its attribute and its line goes`(
        tag: String
    ) async throws {
        let language = try #require(LanguageLabels.all.first { $0.tag == tag })
        var directory = FakeDirectory.sample
        directory.people[0].language = tag
        let options = IntakeOptions.sample { $0.allowOverride = .all }
        for entry in language.entries {
            let value = try #require(Self.values[entry.target])
            let project = entry.target == .project ? "" : "project: demo\n"
            let mail = SampleMail("\(project)\(entry.label): \(value.text)\n\nText")
            let new = try await mail.decided(options, directory).created()
            #expect(new.description == "Text" && new.origin.notes.isEmpty, "\(entry.label)")
            if case .attribute(let attribute) = entry.target {
                #expect(new.attributes[attribute]?.displayed == value.displayed, "\(entry.label)")
            }
        }
    }
}

import ArgumentParser
import EmbeddedTracker
import Tracking

/// Adds one person.
struct TrackerAddUser: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add-user", abstract: "Adds a person, so that mails from their address are handled in their name.")

    @Option(help: "The login; the address when absent.")
    var login: String?
    @Option(help: "The address.")
    var mail: String
    @Option(help: "First name.")
    var firstName: String
    @Option(help: "Last name.")
    var lastName: String
    @Option(help: ArgumentHelp("Language, such as de.", valueName: "tag"))
    var language: String?
    @Option(help: ArgumentHelp("Membership; repeatable.", valueName: "project=role"))
    var member: [String] = []
    @OptionGroup var tracker: TrackerOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        var person = PersonData()
        person.login = login ?? mail
        person.mail = mail
        person.firstName = firstName
        person.lastName = lastName
        person.language = language
        let memberships = try member.map { text in
            let pieces = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard pieces.count == 2 else {
                throw CommandFailure(.usage, "--member \(text): write project=role, as in demo-project=Member.")
            }
            return (project: ProjectIdentifier(pieces[0]), roles: [pieces[1]])
        }
        let opened = try tracker.open(.existing, surroundings)
        // A sender whose address is that of two accounts is nobody for sure.
        if let owner = try await opened.people(matching: MailQuery(address: mail, suffixSeparators: [])).first {
            throw CommandFailure(
                .configuration,
                "Adding \(person.login), nothing was changed: the address \(mail) is that of \(owner.login) already.")
        }
        do {
            try await opened.addPerson(person, memberships: memberships)
        } catch let problems as DataFileProblems {
            // Nobody typed a file here, so places in one would only confuse.
            let lines = problems.lines.map { $0.replacing(#/ \(line \d+, column \d+\)$/#, with: "") }
                .map { $0.replacing(#/^(people|projects)\[\d+\] /#, with: "") }
            throw CommandFailure(
                .configuration,
                "Adding \(person.login), nothing was changed:\n\(lines.joined(separator: "\n"))")
        }
        StandardOutput.write("\(person.login) is there.\n")
        return .done
    }
}

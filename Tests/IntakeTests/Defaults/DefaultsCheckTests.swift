import Intake
import Mail
import Testing
import Tracking

@Suite struct DefaultsCheckTests {
    private func problems(_ change: (inout IntakeOptions.Defaults) -> Void) async throws -> [String] {
        let options = IntakeOptions.demo.with { change(&$0.defaults) }
        return try await DefaultsCheck(options: options).problems(in: FakeDirectory.sample)
    }

    @Test func `7.2.3 given values that exist, when checked, then there are no problems`() async throws {
        let problems = try await problems {
            $0.type = "bug"
            $0.status = "New"
            $0.priority = "LOW"
            $0.category = "Web"
            $0.version = "1.0"
            $0.assignee = "hans@example.net"
        }
        #expect(problems == [])
    }

    @Test func `7.2.3 given a project that does not exist, when checked, then only it is named`() async throws {
        let problems = try await problems {
            $0.project = ProjectIdentifier("nowhere")
            $0.type = "x"
        }
        #expect(
            problems == [
                "--project nowhere: the target has no project with this identifier."
                    + " The identifier stands in the address of the project's page."
            ])
    }

    @Test func `7.2.3 given values that do not exist, when checked, then each is named with those that do`()
        async throws
    {
        let problems = try await problems {
            $0.type = "x"
            $0.status = "x"
            $0.priority = "x"
            $0.category = "x"
            $0.version = "x"
            $0.assignee = "x"
        }
        #expect(
            problems == [
                "--type x: it does not exist in the project demo. The types: Task, Bug.",
                "--status x: it does not exist in the project demo. The statuses: New, In progress, Closed.",
                "--priority x: it does not exist in the project demo. The priorities: Low, Normal, High.",
                "--category x: it does not exist in the project demo. The categories: Web, Mail.",
                "--version x: it does not exist in the project demo. The open versions: 1.0, 2.0.",
                "--assigned-to x: it does not exist in the project demo."
                    + " The people and groups that can be assigned: jane, hans.",
            ])
    }

    @Test func `given a name that several have, when checked, then they are named`() async throws {
        #expect(
            try await problems { $0.assignee = "a" } == [
                "--assigned-to a: several match it. The people and groups that can be assigned: Jane Doe, Hans Maier."
            ])
    }

    @Test func `7.2.3 given groups for new accounts, when checked, then those that do not exist are named`()
        async throws
    {
        let options = IntakeOptions.sample { $0.defaultGroups = ["sales", "Nobody", "SUPPORT"] }
        #expect(
            try await DefaultsCheck(options: options).problems(in: FakeDirectory.sample)
                == ["--default-group Nobody: there is no such group. The groups: Support, Sales."])
        let both = options.with {
            $0.defaultGroups = ["x"]
            $0.defaults.project = ProjectIdentifier("nowhere")
        }
        #expect(try await DefaultsCheck(options: both).problems(in: FakeDirectory.sample).count == 2)
    }

    @Test func `given no project or an empty one, when checked, then nothing can be said`() async throws {
        #expect(
            try await problems {
                $0.project = nil
                $0.type = "x"
            } == [])
        #expect(try await problems { $0.project = ProjectIdentifier("") } == [])
    }

    @Test func `given nothing to choose from, when checked, then that is said`() async throws {
        var directory = FakeDirectory.sample
        directory.vocabulary.versions = []
        let options = IntakeOptions.demo.with { $0.defaults.version = "x" }
        #expect(
            try await DefaultsCheck(options: options).problems(in: directory)
                == ["--version x: it does not exist in the project demo. There are no open versions."])
    }
}

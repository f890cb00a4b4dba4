import Intake
import Mail
import Testing
import Tracking

@Suite struct CreationTests {
    private static let defaults: [Attribute: AttributeValue] = [
        .type: .choice(Choice(id: 1, name: "Task")), .status: .choice(Choice(id: 1, name: "New")),
        .priority: .choice(Choice(id: 2, name: "Normal")),
    ]

    @Test func `given a plain mail, when decided, then a work package with the target's defaults is created`()
        async throws
    {
        let decision = try await SampleMail().decided()
        let new = try decision.created()
        #expect(new.project == .demo)
        #expect(new.subject == "Printer is on fire")
        #expect(new.description == "It burns.")
        #expect(new.attributes == Self.defaults)
        #expect(new.watchers == [])
        #expect(new.attachments.isEmpty)
        #expect(new.origin == ChangeOrigin(messageID: MessageID("one@example.net"), notes: []))
        #expect(try decision.acting() == .person(.jane))
    }

    @Test func `given keyword lines, when decided, then they are values and no part of the text`() async throws {
        let text = """
            Type: bug
            status: In Progress
            priority: HIGH
            Assignee: hans@example.net
            Accountable: Maier Hans
            Start date: 2030-01-01
            Due date: 2030-01-31
            Estimated hours: 2h30
            Done ratio: 40
            severity: major

            It burns.
            """
        let new = try await SampleMail(text).decided().created()
        let hans = FakeDirectory.sample.principals[1]
        #expect(new.description == "It burns.")
        #expect(
            new.attributes == [
                .type: .choice(Choice(id: 2, name: "Bug")), .status: .choice(Choice(id: 2, name: "In progress")),
                .priority: .choice(Choice(id: 3, name: "High")), .assignee: .principal(hans),
                .accountable: .principal(hans), .startDate: .date(try #require(CalendarDate("2030-01-01"))),
                .dueDate: .date(try #require(CalendarDate("2030-01-31"))), .estimatedHours: .hours(2.5),
                .percentDone: .percent(40), .customField(name: "Severity"): .text("Major"),
            ])
        #expect(new.origin.notes == [])
    }

    @Test func `given a German sender, when keywords are German, then they count`() async throws {
        let directory = FakeDirectory.sample.allowing([.addWorkPackages], to: "hans")
        var mail = SampleMail("Typ: Bug\nPriorität: High\n\nEs brennt.")
        mail.from = [Address(name: nil, mail: "hans@example.net")]
        let new = try await mail.decided(.demo, directory).created()
        #expect(new.attributes[.type] == .choice(Choice(id: 2, name: "Bug")))
        #expect(new.attributes[.priority] == .choice(Choice(id: 3, name: "High")))
        #expect(new.description == "Es brennt.")
    }

    @Test
    func `7.5.1 given keywords in a quote, when decided, then only those of the sender count, or all if anywhere`()
        async throws
    {
        let text = "It burns.\n\n-- \nStatus: Closed"
        #expect(
            try await SampleMail(text).decided().created().attributes[.status] == .choice(Choice(id: 1, name: "New")))
        let anywhere = IntakeOptions.demo.with { $0.keywords = .anywhere }
        #expect(
            try await SampleMail(text).decided(anywhere).created().attributes[.status]
                == .choice(Choice(id: 3, name: "Closed")))
    }

    @Test func `7.5.1 given a keyword twice, when decided, then the last wins and both lines go`() async throws {
        let new = try await SampleMail("Priority: High\nPriority: Low\nText").decided().created()
        #expect(new.attributes[.priority] == .choice(Choice(id: 1, name: "Low")))
        #expect(new.description == "Text")
    }

    @Test
    func `given a date that is none beside one that is, when decided, then the good one counts and the bad line stays`()
        async throws
    {
        let new = try await SampleMail("Due date: 2030-01-01\nDue date: never").decided().created()
        #expect(new.attributes[.dueDate] == .date(try #require(CalendarDate("2030-01-01"))))
        #expect(new.description == "Due date: never")
        #expect(new.origin.notes == [Note(code: .invalidValue, attribute: "dueDate", line: "Due date: never")])
    }

    @Test func `7.5.4 given unknown values, when decided, then the option's default is used, else the target's`()
        async throws
    {
        let options = IntakeOptions.demo.with {
            $0.defaults.priority = "low"
            $0.allowOverride = .all
        }
        let new = try await SampleMail("Priority: Hihg\nStatus: Nwe\nText").decided(options).created()
        #expect(new.attributes[.priority] == .choice(Choice(id: 1, name: "Low")))
        #expect(new.attributes[.status] == .choice(Choice(id: 1, name: "New")))
        #expect(new.description == "Priority: Hihg\nStatus: Nwe\nText")
        #expect(
            Set(new.origin.notes) == [
                Note(code: .unknownValue, attribute: "priority", line: "Priority: Hihg"),
                Note(code: .unknownValue, attribute: "status", line: "Status: Nwe"),
            ])
    }

    @Test func `7.5.4 given a person whom several have the name of, when decided, then nobody is assigned`()
        async throws
    {
        var directory = FakeDirectory.sample
        directory.principals.append(
            Principal(
                id: PrincipalID(8), name: "Hans Maier",
                kind: .person(login: "hans2", firstName: "Hans", lastName: "Maier", mails: [])))
        let new = try await SampleMail("Assignee: Hans Maier\nText").decided(.demo, directory).created()
        #expect(new.attributes[.assignee] == nil)
        #expect(new.origin.notes == [Note(code: .unknownValue, attribute: "assignee", line: "Assignee: Hans Maier")])
    }

    @Test func `given options, when decided, then they are the values of new work packages`() async throws {
        let options = IntakeOptions.demo.with {
            $0.defaults.type = "Bug"
            $0.defaults.status = "in progress"
            $0.defaults.priority = "High"
            $0.defaults.category = "Web"
            $0.defaults.version = "2.0"
            $0.defaults.assignee = "hans"
        }
        // The administrator's version needs no right of the sender.
        let directory = FakeDirectory.sample.allowing([.addWorkPackages], to: "jane")
        let new = try await SampleMail().decided(options, directory).created()
        #expect(
            new.attributes == [
                .type: .choice(Choice(id: 2, name: "Bug")), .status: .choice(Choice(id: 2, name: "In progress")),
                .priority: .choice(Choice(id: 3, name: "High")), .category: .choice(Choice(id: 1, name: "Web")),
                .version: .choice(Choice(id: 2, name: "2.0")), .assignee: .principal(directory.principals[1]),
            ])
    }

    @Test
    func `given options that are empty or not of this project, when decided, then the target's defaults are used`()
        async throws
    {
        let options = IntakeOptions.demo.with {
            $0.defaults.type = ""
            $0.defaults.category = "Elsewhere"
        }
        let new = try await SampleMail("type: Bug").decided(options).created()
        #expect(new.attributes[.type] == .choice(Choice(id: 2, name: "Bug")))
        #expect(new.attributes[.category] == nil)
        #expect(new.origin.notes == [])
    }

    @Test func `given a target with or without default values, when decided, then they or the first ones are used`()
        async throws
    {
        var directory = FakeDirectory.sample
        directory.vocabulary.defaultStatus = Choice(id: 3, name: "Closed")
        let usual = try await SampleMail().decided(.demo, directory).created().attributes
        #expect(usual[.status] == .choice(Choice(id: 3, name: "Closed")))
        #expect(usual[.priority] == .choice(Choice(id: 2, name: "Normal")))
        directory.vocabulary.defaultStatus = nil
        directory.vocabulary.defaultPriority = nil
        let first = try await SampleMail().decided(.demo, directory).created().attributes
        #expect(first[.status] == directory.vocabulary.statuses.first.map { .choice($0) })
        #expect(first[.priority] == directory.vocabulary.priorities.first.map { .choice($0) })
    }

    @Test(arguments: [Permission.assignVersions, .manageSubtasks])
    func `7.5.5 given a missing right, when decided, then the attribute is left out and a note names it`(
        missing: Permission
    )
        async throws
    {
        let directory = FakeDirectory.sample.allowing(Rights.all.permissions.subtracting([missing]), to: "jane")
        let line = missing == .assignVersions ? "Version: 2.0" : "Parent: 42"
        let attribute: Attribute = missing == .assignVersions ? .version : .parent
        let options = IntakeOptions.demo.with { $0.allowOverride = .all }
        let new = try await SampleMail("\(line)\nText").decided(options, directory).created()
        #expect(new.attributes[attribute] == nil)
        #expect(new.origin.notes == [Note(code: .refusedAttribute, attribute: attribute.dataName, line: line)])
        _ = try #require(try await SampleMail(line).decided(options).created().attributes[attribute])
        let unchecked = try await SampleMail(line).decided(options.with { $0.skipsPermissionCheck = true }, directory)
        _ = try #require(try unchecked.created().attributes[attribute])
    }

    @Test func `given a parent that is hidden or gone, when decided, then it is left out`() async throws {
        var hidden = WorkPackage.sample
        hidden.project = .secret
        var directory = FakeDirectory.sample
        directory.referents[.workPackage(WorkPackageID(50))] = .workPackage(hidden, isPrivate: false)
        let options = IntakeOptions.demo.with { $0.allowOverride = .listed(["parent"]) }
        for number in [50, 99] {
            let new = try await SampleMail("Parent: \(number)\nText").decided(options, directory).created()
            #expect(new.attributes[.parent] == nil)
            #expect(new.origin.notes == [Note(code: .unknownValue, attribute: "parent", line: "Parent: \(number)")])
        }
        let new = try await SampleMail("Parent: #42\nText").decided(options, directory).created()
        #expect(new.attributes[.parent] == .workPackage(WorkPackageID(42)))
    }

    @Test func `given a start behind the end, when decided, then both are left out and named`() async throws {
        let new = try await SampleMail("Start date: 2030-02-01\nDue date: 2030-01-01").decided().created()
        #expect(new.attributes == Self.defaults)
        #expect(
            new.origin.notes == [
                Note(code: .invalidValue, attribute: "startDate", line: "Start date: 2030-02-01"),
                Note(code: .invalidValue, attribute: "dueDate", line: "Due date: 2030-01-01"),
            ])
        let sameDay = try await SampleMail("Start date: 2030-01-01\nDue date: 2030-01-01").decided().created()
        #expect(sameDay.attributes.count == 5)
    }

    @Test func `given a required field, when it is missing, then the mail is rejected with the values there are`()
        async throws
    {
        var directory = FakeDirectory.sample
        directory.vocabulary.customFields[0].isRequired = true
        let decision = try await SampleMail("Severity: Awful\nText").decided(.demo, directory)
        #expect(
            try decision.rejected()
                == Reason(.invalidValues, "The work package cannot be created: Severity is required and not set."))
        #expect(
            decision.report?.text.contains(
                "- “Severity” has to be set: add a line such as “Severity: value”. Possible: Minor, Major.")
                == true)
        #expect(
            decision.report?.text.contains("- “Severity: Awful”: there is no such value. Possible: Minor, Major.")
                == true)
        _ = try await SampleMail("Severity: minor\nText").decided(.demo, directory).created()
    }

    @Test func `given a required field of another type or a yes-or-no field, when missing, then the mail is accepted`()
        async throws
    {
        var directory = FakeDirectory.sample
        directory.vocabulary.customFields[0].isRequired = true
        directory.vocabulary.customFields[0].typeIDs = [2]
        directory.vocabulary.customFields.append(
            CustomField(id: 2, name: "Urgent", format: .boolean, options: [], isMultiple: false, isRequired: true))
        _ = try await SampleMail().decided(.demo, directory).created()
        #expect(try await SampleMail("type: Bug").decided(.demo, directory).rejected().code == .invalidValues)
    }

    @Test func `given a project without types, when decided, then the mail is rejected`() async throws {
        var directory = FakeDirectory.sample
        directory.vocabulary.types = []
        #expect(
            try await SampleMail().decided(.demo, directory).rejected()
                == Reason(
                    .invalidValues, "The project has no type that a new work package could get. Add one to the project."
                ))
    }
}

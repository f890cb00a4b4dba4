/// A tracker with something of everything that the data file can hold.
enum SampleData {
    static let text = """
        settings: {mailFrom: tracker@example.org, defaultLanguage: de, anonymousRole: Anonymous, nonMemberRole: Guest}
        roles:
          - {name: Member, permissions: [view_work_packages, add_work_packages, edit_work_packages, work_package_assigned]}
          - {name: Reader, permissions: [view_work_packages]}
          - {name: Guest, permissions: [view_work_packages, add_work_packages]}
          - {name: Anonymous, permissions: [view_messages]}
        people:
          - {login: root, firstName: Ada, lastName: Root, mail: root@example.org, admin: true}
          - {login: mia, firstName: Mia, lastName: Meyer, mail: Mia@Example.org, additionalMails: [mia@home.example], language: de}
          - {login: tom, firstName: Tom, lastName: Tool, mail: tom+x@example.org}
          - {login: lou, firstName: Lou, lastName: Lock, mail: lou@example.org, status: locked}
          - {login: pat, firstName: Pat, lastName: Plain, mail: pat@example.org}
        groups: [{name: Support team, members: [tom, lou]}]
        types: [{name: Task, default: true}, {name: Bug}, {name: Secret}]
        priorities: [{name: Low}, {name: Normal, default: true}]
        statuses: [{name: New, default: true}, {name: In progress}, {name: Closed, closed: true}]
        customFields:
          - {name: Severity, format: list, options: [minor, major], types: [Bug]}
          - {name: Tags, format: list, options: [a, b, c], multiple: true, projects: [demo]}
          - {name: Score, format: float}
          - {name: Owner, format: user}
          - {name: Code, format: string, types: [Secret]}
        projects:
          - identifier: demo
            name: Demo
            public: true
            types: [Bug, Task]
            categories: [Backend, Frontend]
            versions: [{name: "1.0"}, {name: "0.9", status: closed}]
            members:
              - {person: mia, roles: [Member]}
              - {group: Support team, roles: [Member, Reader]}
            forums: [{name: Help}]
          - {identifier: hidden, versions: [{name: shared, sharedWith: system}, {name: own}]}
          - {identifier: old, active: false, public: true}
        workPackages:
          - id: 7
            project: demo
            type: Bug
            subject: 'It "burns" \\ 🔥'
            description: "line one\\nline two\\u2028end"
            author: mia
            assignee: Support team
            accountable: root
            startDate: 2026-01-02
            dueDate: 2026-02-28
            estimatedHours: 8
            remainingHours: 2.5
            percentDone: 30
            parent: 9
            category: Backend
            version: "1.0"
            customFields: {Severity: major, Tags: [a, c], Score: 4, Owner: MIA}
            watchers: [tom, mia]
            attachments:
              - fileName: log.txt
                contentType: text/plain
                bytes: 5
                sha256: 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824
            comments:
              - {id: 3, author: tom, text: Seen., createdAt: 2026-01-03T10:00:00Z,
                 changes: {status: {from: New, to: In progress}, percentDone: {from: null, to: 30}}}
            messageIds: [first@example.org]
            createdAt: 2026-01-02T08:00:00+01:00
            updatedAt: 2026-01-03T10:00:00Z
          - {id: 9, project: demo, subject: Above, author: anonymous}
        forumMessages:
          - {id: 4, project: demo, forum: Help, subject: How?, content: Please., author: pat}
          - {id: 5, project: demo, forum: Help, parent: 4, subject: "Re: How?", content: So., author: mia}
          - {id: 6, project: demo, forum: Help, subject: Over, content: "", author: mia, locked: true}
        news:
          - id: 2
            project: demo
            title: Moved
            content: "We moved.\\nTwice."
            author: mia
            createdAt: 2026-01-04T10:00:00Z
            comments:
              - {id: 3, author: tom, text: Where to?, createdAt: 2026-01-05T10:00:00Z}
              - {id: 8, author: anonymous, text: Why?, createdAt: 2026-01-05T11:00:00Z}
            messageIds: [where@example.org]
          - {id: 6, project: demo, title: Open, author: anonymous}
        workflows:
          - {type: Bug, role: Member, from: New, to: [In progress]}
        """
}

/// What `tracker init` puts into a tracker, as a data file.
enum InitialData {
    /// Also what an import gives to a tracker that would be left without: no mail could make a work package in it.
    static let vocabulary = """
        types:
          - {name: Task, default: true}
          - {name: Milestone, default: true}
          - {name: Phase, default: true}
          - {name: Feature}
          - {name: Epic}
          - {name: User story}
          - {name: Bug}
        priorities: [{name: Low}, {name: Normal, default: true}, {name: High}, {name: Immediate}]
        statuses:
          - {name: New, default: true}
          - {name: In specification}
          - {name: Specified}
          - {name: Confirmed}
          - {name: To be scheduled}
          - {name: Scheduled}
          - {name: In progress}
          - {name: Developed}
          - {name: In testing}
          - {name: Tested}
          - {name: Test failed}
          - {name: Closed, closed: true}
          - {name: On hold}
          - {name: Rejected, closed: true}
        """

    static let text =
        vocabulary + "\n" + """
            settings: {defaultLanguage: en, anonymousRole: Anonymous, nonMemberRole: Non member}
            roles:
              - name: Project admin
                permissions: [view_work_packages, add_work_packages, edit_work_packages, add_work_package_comments,
                  add_work_package_attachments, add_work_package_watchers, assign_versions, manage_subtasks,
                  work_package_assigned, view_messages, add_messages]
              - name: Member
                permissions: [view_work_packages, add_work_packages, edit_work_packages, add_work_package_comments,
                  add_work_package_attachments, add_work_package_watchers, assign_versions, manage_subtasks,
                  work_package_assigned, view_messages, add_messages]
              - {name: Reader, permissions: [view_work_packages, add_work_package_comments, view_messages]}
              - name: Non member
                permissions: [view_work_packages, add_work_packages, add_work_package_comments,
                  add_work_package_attachments, view_messages, add_messages]
              - {name: Anonymous, permissions: [view_work_packages, view_messages]}
            people: [{login: admin, firstName: Mailworker, lastName: Admin, admin: true}]
            projects:
              - identifier: demo-project
                name: Demo project
                public: true
                types: [Task, Milestone, Phase, Feature, Epic, User story, Bug]
                members: [{person: admin, roles: [Project admin]}]
                forums: [{name: General discussion}]
            """
}

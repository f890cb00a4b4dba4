extension LanguageLabels {
    static let english = LanguageLabels(
        tag: "en",
        text: """
            project: Project
            type: Type | Tracker
            status: Status
            priority: Priority
            category: Category
            version: Version | Target version | Fixed version
            parent: Parent | Parent task | Parent issue
            assignee: Assignee | Assigned to
            accountable: Accountable | Responsible
            startDate: Start date | Start
            dueDate: Finish date | Due date
            estimatedHours: Work | Estimated time | Estimated hours
            remainingHours: Remaining work | Remaining hours | Estimated remaining time
            percentDone: % Complete | Progress | Percentage done | Progress (%) | % Done | Done ratio
            private: Private
            """)
}

extension LanguageLabels {
    static let danish = LanguageLabels(
        tag: "da",
        text: """
            project: Prjoekt | Projekt
            type: Type
            status: Status
            priority: Prioritet
            category: Kategori
            version: Version | Udgave
            parent: Overordnet | Hovedopgave | Hoved opgave
            assignee: Tildelt | Tildelt til
            accountable: Ansvarlig
            startDate: Start dato | Start
            dueDate: Deadline
            estimatedHours: Anslået tid
            remainingHours: Resterende arbejde | Resterende timer | Tilbageværende timer
            percentDone: Procentdel udført | Fremskridt (%) | % færdig
            private: Privat
            """)
}

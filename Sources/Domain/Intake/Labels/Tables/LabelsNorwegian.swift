extension LanguageLabels {
    static let norwegian = LanguageLabels(
        tag: "nb",
        text: """
            project: Prosjekt
            type: Type | Sakstype
            status: Status
            priority: Prioritet
            category: Kategori
            version: Versjon | Mål-versjon
            parent: Overordnet | Overordnet sak
            assignee: Deltaker | Utførende | Tildelt til
            accountable: Ansvarlig
            startDate: Startdato | Start
            dueDate: Sluttdato | Frist
            estimatedHours: Arbeid | Tidsestimat | Estimert tid
            remainingHours: Gjenstående arbeid | Gjenstående timer
            percentDone: % Ferdig | Fremgang | Prosent utført
            private: Privat
            """)
}

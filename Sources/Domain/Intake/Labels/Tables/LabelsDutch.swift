extension LanguageLabels {
    static let dutch = LanguageLabels(
        tag: "nl",
        text: """
            project: Project
            type: Type | Tracker
            status: Status
            priority: Prioriteit
            category: Categorie
            version: Versie
            parent: Bovenliggend werkpakket | Bovenliggende | Hoofdissue | Hoofdtaak
            assignee: Toegewezene | Toegewezen aan
            accountable: Verantwoording afleggen | Verantwoordelijk
            startDate: Startdatum
            dueDate: Einddatum | Verwachte einddatum | Verwachte datum gereed
            estimatedHours: Werk | Geschatte tijd
            remainingHours: Resterend werk | Resterende uren
            percentDone: % Voltooid | Procent klaar | Voortgang (%) | % Gereed
            private: Privé
            """)
}

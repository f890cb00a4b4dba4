extension LanguageLabels {
    static let swedish = LanguageLabels(
        tag: "sv",
        text: """
            project: Projekt
            type: Typ | Ärendetyp
            status: Status
            priority: Prioritet
            category: Kategori
            version: Version | Versionsmål
            parent: Överordnad | Förälderaktivitet
            assignee: Tilldelad till | Tilldelad
            accountable: Huvudansvarig | Ansvarig
            startDate: Startdatum | Start
            dueDate: Slutdatum | Deadline
            estimatedHours: Arbete | Beräknad tid | Estimerad tid
            remainingHours: Återstående arbete | Återstående timmar | Beräknad återstående tid
            percentDone: Procent gjort | % Klart
            private: Privat
            """)
}

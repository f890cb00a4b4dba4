extension LanguageLabels {
    static let german = LanguageLabels(
        tag: "de",
        text: """
            project: Projekt
            type: Typ | Tracker
            status: Status
            priority: Priorität
            category: Kategorie
            version: Version | Zielversion
            parent: Übergeordnetes Arbeitspaket | Übergeordnete Aufgabe | Übergeordnetes Ticket
            assignee: Zugewiesen an | Zugewiesen
            accountable: Verantwortlich | Verantwortlicher
            startDate: Anfangstermin | Beginn
            dueDate: Endtermin | Abgabedatum
            estimatedHours: Aufwand | Geschätzter Aufwand
            remainingHours: Verbleibender Aufwand | Verbleibende Stunden | Geschätzter verbleibender Aufwand
            percentDone: % abgeschlossen | Fortschritt | Prozentsatz erledigt | Fortschritt (%) | % erledigt
            private: Privat
            """)
}

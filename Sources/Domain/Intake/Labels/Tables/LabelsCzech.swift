extension LanguageLabels {
    static let czech = LanguageLabels(
        tag: "cs",
        text: """
            project: Projekt
            type: Typ | Fronta
            status: Stav
            priority: Priorita
            category: Kategorie
            version: Verze | Cílová verze | Přiřazeno k verzi
            parent: Nadřazený | Rodič | Rodičovský úkol
            assignee: Řešitel | Přiřazeno
            accountable: Odpovědný | Zodpovědný
            startDate: Datum zahájení | Začátek
            dueDate: Datum dokončení | Uzavřít do
            estimatedHours: Práce | Odhadovaný čas | Odhadovaná doba
            remainingHours: Zbývající práce | Zbývající hodiny | Odhadovaný zbývající čas
            percentDone: % Dokončeno | Průběh | Procento hotovo | Průběh (%) | % Hotovo
            private: Soukromý | Soukromé
            """)
}

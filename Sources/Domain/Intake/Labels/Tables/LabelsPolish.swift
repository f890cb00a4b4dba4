extension LanguageLabels {
    static let polish = LanguageLabels(
        tag: "pl",
        text: """
            project: Projekt
            type: Typ | Typ zagadnienia
            status: Status
            priority: Priorytet
            category: Kategoria
            version: Wersja | Wersja docelowa
            parent: Rodzic | Zagadnienie nadrzędne
            assignee: Przypisany do | Przypisana osoba | Przydzielony do
            accountable: Osoba odpowiedzialna | Odpowiedzialny
            startDate: Data rozpoczęcia | Start
            dueDate: Data zakończenia | Data oddania
            estimatedHours: Praca | Szacowany czas
            remainingHours: Pozostała praca | Pozostałe godziny
            percentDone: % ukończono | Postęp | Wykonano procent | Postęp (%) | % Wykonania | % Wykonane
            private: Prywatny | Prywatne
            """)
}

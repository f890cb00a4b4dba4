extension LanguageLabels {
    static let finnish = LanguageLabels(
        tag: "fi",
        text: """
            project: Projekti
            type: Tyyppi | Tapahtuma
            status: Tila
            priority: Prioriteetti | Tärkeys
            category: Kategoria | Luokka
            version: Versio | Kohdeversio
            parent: Ylätaso
            assignee: Työn suorittaja | Nimetty
            accountable: Vastuuhenkilö | Vastuullinen
            startDate: Aloituspäivä | Alku
            dueDate: Päättymispäivä | Määräaika
            estimatedHours: Työmääräarvio | Arvioitu aika
            remainingHours: Jäljellä olevat tunnit
            percentDone: Osuus tehnyt | Valmiusaste (%) | Edistyminen (%) | % Tehty
            private: Yksityinen
            """)
}

extension LanguageLabels {
    static let hungarian = LanguageLabels(
        tag: "hu",
        text: """
            project: Projekt
            type: Típus | Feladat típus
            status: Állapot | Státusz
            priority: Fontosság | Prioritás
            category: Kategória
            version: Verzió | Cél verzió
            parent: Szülő | Szülő feladat
            assignee: Megbízott
            accountable: Felelős
            startDate: Indulási dátum | Kezdés dátuma
            dueDate: Befejezési dátum | Befejezés dátuma
            estimatedHours: Munka | Becsült idő (óra) | Becsült időigény | Becsült idő
            remainingHours: Fennmaradó órák | Hátralévő munka | Hátralévő óra | Becsült fennmaradó idő
            percentDone: %-ban kész | Százalékosan elkészült | Folyamat állapot (%) | Készültség (%) | Elkészült (%)
            private: Privát
            """)
}

extension LanguageLabels {
    static let italian = LanguageLabels(
        tag: "it",
        text: """
            project: Progetto
            type: Tipo | Tracker
            status: Stato
            priority: Priorità | Priorita'
            category: Categoria
            version: Versione | Versione prevista
            parent: Superiore | Attività principale
            assignee: Assegnatario | Assegnato a
            accountable: Responsabile
            startDate: Data di inizio | Inizio
            dueDate: Data di fine | Scadenza | Data ultima
            estimatedHours: Lavoro | Tempo stimato
            remainingHours: Lavoro rimanente | Lavoro residuo | Ore rimanenti | Tempo rimanente stimato
            percentDone: % completamento | Avanzamento | Percentuale di completamento | Avanzamento (%)
            percentDone: % Completato
            private: Privato | Privata
            """)
}

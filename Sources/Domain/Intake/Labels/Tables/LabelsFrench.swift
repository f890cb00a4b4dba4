extension LanguageLabels {
    static let french = LanguageLabels(
        tag: "fr",
        text: """
            project: Projet
            type: Type | Tracker
            status: Statut
            priority: Priorité
            category: Catégorie
            version: Version | Version cible
            parent: Parent | Tâche parente
            assignee: Assigné à
            accountable: Responsable
            startDate: Date de début | Début
            dueDate: Date de fin | Echéance | Date d'échéance
            estimatedHours: Travail | Durée estimée | Temps estimé
            remainingHours: Travail restant | Heures restantes | Temps restant estimé
            percentDone: % réalisé | Progression | Pourcentage effectué | Progrès (%)
            private: Privée | Privé
            """)
}

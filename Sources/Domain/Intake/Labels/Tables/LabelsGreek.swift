extension LanguageLabels {
    static let greek = LanguageLabels(
        tag: "el",
        text: """
            project: Έργο
            type: Τύπος | Ανιχνευτής
            status: Κατάσταση
            priority: Προτεραιότητα
            category: Κατηγορία
            version: Έκδοση | Στόχος έκδοσης
            parent: Γονέας
            assignee: Ανάθεση σε
            accountable: Υπόλογος | Υπεύθυνος
            startDate: Ημερομηνία έναρξης | Εκκίνηση
            dueDate: Ημερομηνία λήξης | Προθεσμία
            estimatedHours: Εκτιμώμενος χρόνος
            remainingHours: Υπολειπόμενες Ώρες
            percentDone: Ποσοστό ολοκλήρωσης | Πρόοδος (%) | % επιτεύχθη
            private: Ιδιωτικό
            """)
}

extension LanguageLabels {
    static let spanish = LanguageLabels(
        tag: "es",
        text: """
            project: Proyecto
            type: Tipo
            status: Estado
            priority: Prioridad
            category: Categoría
            version: Versión | Versión prevista
            parent: Padre | Tarea padre
            assignee: Asignado a
            accountable: Responsable
            startDate: Fecha de inicio
            dueDate: Fecha de finalización | Fecha fin
            estimatedHours: Trabajo | Tiempo estimado
            remainingHours: Trabajo restante | Horas restantes
            percentDone: % Completado | Progreso | Porcentaje realizado | % Compleado | Progreso (%) | % Realizado
            private: Privada | Privado
            """)
}

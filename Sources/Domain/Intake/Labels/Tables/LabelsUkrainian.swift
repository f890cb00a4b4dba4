extension LanguageLabels {
    static let ukrainian = LanguageLabels(
        tag: "uk",
        text: """
            project: Проєкт | Проект
            type: Тип | Координатор
            status: Статус | Стан
            priority: Пріоритет
            category: Категорія
            version: Версія
            parent: Джерело | Батьківський об’єкт | Батьківська задача
            assignee: Призначений | Виконавець | Призначена до
            accountable: Відповідальний | Надійний
            startDate: Початок | Дата початку
            dueDate: Дата закінчення | Дата виконання
            estimatedHours: Робота | Приблизний час | Час (приблизно) | Оцінний час
            remainingHours: Залишок роботи | Залишок годин | Залишилися години
            percentDone: % завершення | Прогрес | Процент виконання | Прогрес (%) | % зроблено
            private: Приватна | Приватний
            """)
}

extension LanguageLabels {
    static let russian = LanguageLabels(
        tag: "ru",
        text: """
            project: Проект
            type: Тип | Трекер
            status: Статус | Состояние
            priority: Приоритет
            category: Категория
            version: Этапы | Этап | Стадия | Версия
            parent: Родитель | Родительская задача
            assignee: Назначенный | Назначена
            accountable: Ответственный | Подотчетный
            startDate: Дата начала | Начата | Начало
            dueDate: Дата окончания | Срок завершения | Дата завершения | Дата выполнения
            estimatedHours: Предполагаемое время | Часы | Приблизительное время | Оценка временных затрат
            estimatedHours: Оценка трудозатрат | Оценка времени | Оцененное время
            remainingHours: Оставшиеся часы
            percentDone: % завершения | Прогресс | Сделано в процентах | % Готово | Прогресс (%) | Готовность
            percentDone: Готовность в %
            private: Частная | Приватная
            """)
}

extension LanguageLabels {
    static let hebrew = LanguageLabels(
        tag: "he",
        text: """
            project: פרוייקט | פרויקט
            type: סוג | סיווג | עוקב
            status: מצב
            priority: עדיפות
            category: קטגוריה
            version: גירסה | גירסת יעד | גירסאת יעד | גירסא
            parent: אב | משימת אב
            assignee: משויך אל | אחראי | מוצב ל
            accountable: אחראי על
            startDate: תאריך התחלה | התחל
            dueDate: תאריך סיום
            estimatedHours: זמן משוער
            remainingHours: שעות שנותרו
            percentDone: האחוזים הסתיימו | % גמור
            private: פרטי
            """)
}

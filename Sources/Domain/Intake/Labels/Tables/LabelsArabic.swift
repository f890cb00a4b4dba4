extension LanguageLabels {
    static let arabic = LanguageLabels(
        tag: "ar",
        text: """
            project: مشروع | المشروع
            type: النّوع | نوع بند العمل | نوع بند عمل | المتتبع
            status: الحالة
            priority: الأولوية
            category: الفئة | فئة
            version: الإصدار | الاصدار المستهدف
            parent: الجذر | بند العمل الأصلي | مهمة الوالدين
            assignee: المُسند إليه | المحال اليه
            accountable: مسؤول
            startDate: تاريخ البدء | تاريخ البداية | تاريخ البدية
            dueDate: تاريخ النهاية | تاريخ الاستحقاق
            estimatedHours: الوقت المُقّدَّر | الوقت المتوقع
            remainingHours: الساعات المتبقية
            percentDone: النسبة المئوية المُنجزة | التقدم (%) | نسبة الانجاز | % تم
            private: خاص
            """)
}

extension LanguageLabels {
    static let turkish = LanguageLabels(
        tag: "tr",
        text: """
            project: Proje
            type: Tür | Tip | İş tipi | Takipçi
            status: Durum
            priority: Öncelik
            category: Kategori
            version: Sürüm | Hedef Sürüm | Hedef Version | Versiyon
            parent: Üst | Üst iş
            assignee: Atanan
            accountable: Sorumlu
            startDate: Başlangıç tarihi | Başlangıç
            dueDate: Bitiş tarihi
            estimatedHours: Çalışma | Tahmini süre | Kalan zaman
            remainingHours: Kalan çalışma | Kalan saat | Kalan Saatler
            percentDone: Tamamlanma yüzdesi | İlerleme | Tamamlanan yüzde | % Tamamlandı | İlerleme (%)
            private: Özel
            """)
}

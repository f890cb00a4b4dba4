extension LanguageLabels {
    static let traditionalChinese = LanguageLabels(
        tag: "zh-TW",
        text: """
            project: 專案
            type: 類型 | 追蹤標籤
            status: 狀態
            priority: 優先等級 | 優先權
            category: 類別 | 分類
            version: 版本
            parent: 上層目錄 | 上層工作套件 | 上層工作項目 | 主 | 父議題 | 父問題 | 父任務 | 父工作項目
            assignee: 執行者 | 負責執行者 | 被分派者 | 分派給
            accountable: 負責人 | 可信賴的 | 責任歸屬者
            startDate: 起始日期 | 開始日期
            dueDate: 完成日期
            estimatedHours: 工時 | 預估時間 | 預估工時
            remainingHours: 剩餘工作 | 剩餘時數 | 剩餘工時 | 預估剩餘工時
            percentDone: 完成度(%) | 進度 | 完成百分比 | 進度 (%) | 完成比例
            private: 私人
            """)
}

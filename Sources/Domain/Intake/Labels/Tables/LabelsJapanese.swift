extension LanguageLabels {
    static let japanese = LanguageLabels(
        tag: "ja",
        text: """
            project: プロジェクト
            type: タイプ | 種別 | トラッカー
            status: ステータス
            priority: 優先度
            category: カテゴリ
            version: バージョン | 対象バージョン
            parent: 親項目 | 親チケット
            assignee: 担当者
            accountable: 責任者 | 責任がある
            startDate: 開始日
            dueDate: 終了日 | 期日 | 期限日
            estimatedHours: 予定時間 | 仕事 | 予定工数
            remainingHours: 残時間 | 残り時間 | 残りの作業 | 残工数
            percentDone: 進捗度(%) | 進捗状況 | 完了比率 | 進行状況 (%) | 進捗率 | 進捗 %
            private: プライベート
            """)
}

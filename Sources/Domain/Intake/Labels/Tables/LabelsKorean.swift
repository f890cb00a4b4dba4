extension LanguageLabels {
    static let korean = LanguageLabels(
        tag: "ko",
        text: """
            project: 프로젝트
            type: 타입 | 유형 | 일감 유형 | 이슈 유형 | 구분
            status: 상태
            priority: 우선 순위 | 우선순위
            category: 카테고리 | 범주
            version: 버전 | 목표버전
            parent: 부모 | 상위 일감 | 상위 이슈
            assignee: 담당자
            accountable: 담당 | 책임
            startDate: 시작 날짜 | 시작일 | 시작시간 | 시작일자
            dueDate: 완료 날짜 | 완료일 | 완료기한 | 완료시간 | 완료 기한
            estimatedHours: 작업 | 예상 시간 | 예상된 시간 | 추정시간
            remainingHours: 남은 작업 | 남은 시간
            percentDone: 완료 % | 진행률 | 완료율 | 진행률 (%) | 진척도
            private: 비공개
            """)
}

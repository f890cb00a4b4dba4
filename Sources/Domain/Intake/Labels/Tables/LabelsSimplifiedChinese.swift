extension LanguageLabels {
    static let simplifiedChinese = LanguageLabels(
        tag: "zh-CN",
        text: """
            project: 项目
            type: 类型 | 跟踪 | 跟踪标签
            status: 状态
            priority: 优先级
            category: 类别
            version: 版本 | 目标版本
            parent: 父级 | 父 | 父任务
            assignee: 受理人 | 指定人 | 指派给
            accountable: 负责人 | 责任人 | 负责
            startDate: 开始日期 | 开始
            dueDate: 完成日期 | 计划完成日期
            estimatedHours: 工时 | 估算工时 | 工作 | 估计的时间 | 预期时间
            remainingHours: 剩余工时 | 剩余小时数 | 剩余的工作 | 剩余工作
            percentDone: % 完成 | 完成百分比 | 进度 | 进度 (%) | 完成度
            private: 私有
            """)
}

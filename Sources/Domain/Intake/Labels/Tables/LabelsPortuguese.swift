extension LanguageLabels {
    static let portuguese = LanguageLabels(
        tag: "pt",
        text: """
            project: Projecto | Projeto
            type: Tipo
            status: Situação | Status | Estado
            priority: Prioridade
            category: Categoria
            version: Versão
            parent: Mãe | Pai | Tarefa principal
            assignee: Atribuído para | Atribuição | Atribuído a
            accountable: Responsável
            startDate: Data de início | Data início | Início
            dueDate: Data de término | Data de conclusão | Data de fim | Data fim | Data final
            estimatedHours: Trabalho | Tempo estimado
            remainingHours: Trabalho restante | Horas restantes
            percentDone: % de conclusão | Progresso | Percentagem feito | Progresso (%) | Percentual pronto
            percentDone: % Completo
            private: Privado | Privada
            """)
}

extension LanguageLabels {
    static let brazilianPortuguese = LanguageLabels(
        tag: "pt-BR",
        text: """
            project: Projeto
            type: Tipo | Tipo de tarefa | Tipo de ticket
            status: Status | Situação
            priority: Prioridade
            category: Categoria
            version: Versão
            parent: Pai | Ascendente | Tarefa mãe | Tarefa pai
            assignee: Atribuição | Atribuído para
            accountable: Encarregado | Responsável
            startDate: Data de início | Início
            dueDate: Data de conclusão | Data prevista
            estimatedHours: Trabalho | Tempo estimado
            remainingHours: Trabalho restante | Horas restantes | Tempo restante estimado
            percentDone: % de conclusão | Progresso | Percentual pronto | Progresso (%) | % Terminado
            private: Privado | Privada
            """)
}

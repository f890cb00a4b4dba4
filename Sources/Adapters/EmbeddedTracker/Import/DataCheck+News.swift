extension DataCheck {
    func checkNews(_ names: DataNames) {
        var commentOwners: [Int: [Int]] = [:]
        for (index, news) in data.news.enumerated() {
            for id in news.comments.compactMap(\.id) { commentOwners[id, default: []].append(index) }
        }
        forEachNamed("news", \.news) { news, index, refuse in
            guard let project = names.projects[news.project.lowercased()] else {
                return refuse("unknown project \"\(news.project)\"")
            }
            news.project = project.identifier
            if let id = news.id, id < 1 { refuse("id must be 1 or more") }
            news.author = knownAuthor(news.author, names, refuse)
            news.createdAt = news.createdAt ?? now
            for comment in news.comments.indices {
                news.comments[comment].author = knownAuthor(news.comments[comment].author, names, refuse)
                news.comments[comment].createdAt = news.comments[comment].createdAt ?? now
                guard let id = news.comments[comment].id else { continue }
                if id < 1 { refuse("the id of a comment must be 1 or more") }
                if let other = commentOwners[id]?.first(where: { $0 != index }) {
                    refuse("the comment \(id) belongs to \(shown(data.news[other])) too; the number must be unique")
                }
            }
        }
    }

    private func knownAuthor(_ name: String?, _ names: DataNames, _ refuse: (String) -> Void) -> String {
        let name = name ?? "anonymous"
        return known(name, "person", names.author(name), refuse)
    }

    private func shown(_ news: NewsData) -> String { news.id.map { "#\($0)" } ?? "\"\(news.title)\"" }
}

/// A piece of news of a project, which mails can comment on.
package struct News: Sendable, Equatable {
    package var id: NewsID
    package var project: Project
    package var title: String

    package init(id: NewsID, project: Project, title: String) {
        self.id = id
        self.project = project
        self.title = title
    }
}

/// The number of a piece of news.
package struct NewsID: Hashable, Sendable, CustomStringConvertible {
    package let number: Int

    package init(_ number: Int) { self.number = number }

    package var description: String { "news \(number)" }
}

/// The number of a comment on news, unique over the whole tracker; comments on work packages have their own numbers.
package struct NewsCommentID: Hashable, Sendable {
    package let number: Int

    package init(_ number: Int) { self.number = number }
}

/// A comment on news.
package struct NewNewsComment: Sendable {
    /// As it was when the decision was made.
    package var news: News
    /// Markdown; never empty.
    package var text: String
    package var origin: ChangeOrigin

    package init(news: News, text: String, origin: ChangeOrigin) {
        self.news = news
        self.text = text
        self.origin = origin
    }
}

extension Permission {
    package static let viewNews = Permission(rawValue: "view_news")
    package static let commentNews = Permission(rawValue: "comment_news")
}

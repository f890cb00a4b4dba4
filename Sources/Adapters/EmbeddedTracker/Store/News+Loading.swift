import GRDB
import Mail
import Tracking

extension News {
    static func fetch(_ database: Database, id: Int) throws -> News? {
        let row = try Row.fetchOne(database, sql: "SELECT * FROM news WHERE id = ?", arguments: [id])
        guard let row, let project = try Project.fetch(database, id: row["projectID"]) else { return nil }
        return News(id: NewsID(id), project: project, title: row["title"])
    }

    static func fetch(_ database: Database, comment id: NewsCommentID) throws -> News? {
        try Int.fetchOne(database, sql: "SELECT newsID FROM newsComments WHERE id = ?", arguments: [id.number])
            .flatMap { try fetch(database, id: $0) }
    }

    /// The news that a mail with this Message-ID has commented on.
    static func fetch(_ database: Database, mail id: MessageID) throws -> News? {
        try Int.fetchOne(
            database, sql: "SELECT newsID FROM newsMessageIDs WHERE messageID = ? ORDER BY id DESC",
            arguments: [id.text]
        ).flatMap { try fetch(database, id: $0) }
    }
}

extension NewsData {
    /// All news in the order of their numbers.
    static func load(_ database: Database) throws -> [NewsData] {
        let comments = Dictionary(
            grouping: try Row.fetchAll(
                database,
                sql: """
                    SELECT newsComments.id, newsID, name AS author, text, createdAt
                    FROM newsComments JOIN principals ON principals.id = authorID ORDER BY newsComments.id
                    """), by: { $0["newsID"] as Int })
        let messageIDs = Dictionary(
            grouping: try Row.fetchAll(database, sql: "SELECT newsID, messageID FROM newsMessageIDs ORDER BY id"),
            by: { $0["newsID"] as Int })
        return try Row.fetchAll(
            database,
            sql: """
                SELECT news.*, identifier AS project, principals.name AS author FROM news
                JOIN projects ON projects.id = projectID JOIN principals ON principals.id = authorID ORDER BY news.id
                """
        ).map { row in
            var news = NewsData()
            (news.id, news.project, news.title) = (row["id"], row["project"], row["title"])
            (news.content, news.author) = (row["content"], row["author"])
            news.createdAt = Timestamp(row["createdAt"] as String)
            news.comments = (comments[row["id"]] ?? []).map { NewsCommentData(loading: $0) }
            news.messageIDs = (messageIDs[row["id"]] ?? []).map { $0["messageID"] }
            return news
        }
    }
}

extension NewsCommentData {
    init(loading row: Row) {
        self.init()
        (id, author, text) = (row["id"], row["author"], row["text"])
        createdAt = Timestamp(row["createdAt"] as String)
    }
}

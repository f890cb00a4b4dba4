import GRDB

extension ImportWriter {
    func write(_ news: NewsData) throws {
        try database.executeCached(
            sql: """
                INSERT INTO news (id, projectID, title, content, authorID, createdAt)
                VALUES (?, \(NumberOf.project), ?, ?, \(NumberOf.principal), ?)
                ON CONFLICT (id) DO UPDATE SET projectID = excluded.projectID, title = excluded.title,
                  content = excluded.content, authorID = excluded.authorID, createdAt = excluded.createdAt
                """,
            arguments: [
                news.id, news.project, news.title, news.content, news.author, news.createdAt?.description,
            ])
        let id = news.id ?? Int(database.lastInsertedRowID)
        for comment in news.comments {
            try database.executeCached(
                sql: """
                    INSERT INTO newsComments (id, newsID, authorID, text, createdAt)
                    VALUES (?, ?, \(NumberOf.principal), ?, ?)
                    ON CONFLICT (id) DO UPDATE SET authorID = excluded.authorID, text = excluded.text,
                      createdAt = excluded.createdAt
                    """,
                arguments: [comment.id, id, comment.author, comment.text, comment.createdAt?.description])
        }
        for messageID in news.messageIDs {
            try database.executeCached(
                sql: "INSERT OR IGNORE INTO newsMessageIDs (messageID, newsID) VALUES (?, ?)",
                arguments: [messageID, id])
        }
    }
}

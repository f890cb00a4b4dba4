import GRDB
import Mail
import Tracking

extension ChangeTransaction {
    func comment(_ new: NewNewsComment, by author: Int) throws -> Receipt {
        let news = new.news.id.number
        guard try News.fetch(database, id: news) == new.news else { throw StaleChange() }
        try database.executeCached(
            sql: "INSERT INTO newsComments (newsID, authorID, text, createdAt) VALUES (?, ?, ?, ?)",
            arguments: [news, author, new.text.storable, now.description])
        let id = Int(database.lastInsertedRowID)
        if let messageID = new.origin.messageID {
            try database.executeCached(
                sql: "INSERT OR IGNORE INTO newsMessageIDs (messageID, newsID) VALUES (?, ?)",
                arguments: [messageID.text, news])
        }
        return Receipt(
            kind: .newsCommentCreated, code: .replied, id: id,
            text:
                "commented on news \(news) \"\(new.news.title)\" in \(new.news.project.identifier) with comment \(id)",
            notes: new.origin.notes)
    }
}

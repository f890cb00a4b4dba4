import Foundation
import GRDB
import Mail

extension Receipt {
    static func fetch(_ database: Database, _ key: IdempotencyKey) throws -> Receipt? {
        try String.fetchOne(database, sql: "SELECT receipt FROM receipts WHERE key = ?", arguments: [key.text])
            .map { try JSONDecoder().decode(Receipt.self, from: Data($0.utf8)) }
    }

    func insert(_ database: Database, _ key: IdempotencyKey, _ now: Timestamp) throws {
        let text = String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
        try database.executeCached(
            sql: "INSERT INTO receipts (key, receipt, createdAt) VALUES (?, ?, ?)",
            arguments: [key.text, text, now.description])
    }
}

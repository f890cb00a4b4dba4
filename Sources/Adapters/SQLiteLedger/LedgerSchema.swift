import GRDB

/// The tables of the ledger; migrations are only ever added.
enum LedgerSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 mails") { database in
            try database.execute(
                sql: """
                    CREATE TABLE mail (
                        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                        mailbox TEXT NOT NULL,
                        id TEXT NOT NULL,
                        generation INTEGER NOT NULL DEFAULT 0,
                        state TEXT NOT NULL,
                        attempts INTEGER NOT NULL DEFAULT 0,
                        due REAL,
                        suspect INTEGER NOT NULL DEFAULT 0,
                        conversation TEXT,
                        message_id TEXT,
                        sender TEXT,
                        subject TEXT,
                        hash TEXT,
                        fingerprint TEXT,
                        outcome TEXT,
                        code TEXT,
                        reason TEXT,
                        receipt TEXT,
                        report_state TEXT NOT NULL DEFAULT 'none',
                        report TEXT,
                        report_address TEXT,
                        report_at REAL,
                        pending_mark TEXT,
                        keeps_bytes INTEGER NOT NULL DEFAULT 0,
                        marks_read INTEGER NOT NULL DEFAULT 0,
                        looked_at REAL,
                        first_seen REAL NOT NULL,
                        updated REAL NOT NULL,
                        acknowledged REAL,
                        UNIQUE (mailbox, id)
                    );
                    CREATE INDEX mail_by_state ON mail (mailbox, state, due);
                    CREATE INDEX mail_by_conversation ON mail (mailbox, conversation) WHERE conversation IS NOT NULL;
                    CREATE INDEX mail_by_message_id ON mail (mailbox, message_id) WHERE message_id IS NOT NULL;
                    CREATE INDEX mail_by_fingerprint ON mail (mailbox, fingerprint) WHERE fingerprint IS NOT NULL;
                    CREATE INDEX mail_by_hash ON mail (hash) WHERE keeps_bytes = 1;
                    CREATE INDEX mail_by_pending_mark ON mail (mailbox) WHERE pending_mark IS NOT NULL;
                    CREATE INDEX mail_by_report ON mail (mailbox, report_state)
                        WHERE report_state IN ('due', 'sending');
                    CREATE INDEX mail_by_report_address ON mail (report_address, report_at)
                        WHERE report_address IS NOT NULL;
                    CREATE TABLE installation (id TEXT NOT NULL);
                    """)
        }
        return migrator
    }
}

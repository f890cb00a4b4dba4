extension Schema {
    /// News, its comments with numbers of their own, and the mails that made them; times are ISO 8601 texts.
    static let news = """
        CREATE TABLE news (
          id INTEGER PRIMARY KEY AUTOINCREMENT, projectID INTEGER NOT NULL REFERENCES projects, title TEXT NOT NULL,
          content TEXT NOT NULL, authorID INTEGER NOT NULL REFERENCES principals, createdAt TEXT NOT NULL) STRICT;
        CREATE TABLE newsComments (
          id INTEGER PRIMARY KEY AUTOINCREMENT, newsID INTEGER NOT NULL REFERENCES news,
          authorID INTEGER NOT NULL REFERENCES principals, text TEXT NOT NULL, createdAt TEXT NOT NULL) STRICT;
        CREATE TABLE newsMessageIDs (
          id INTEGER PRIMARY KEY AUTOINCREMENT, messageID TEXT NOT NULL, newsID INTEGER NOT NULL REFERENCES news,
          UNIQUE (messageID, newsID)) STRICT;
        """
}

import GRDB

/// The tables of `tracker.sqlite`. Migrations are only ever appended: a database keeps the names of those it has seen.
enum Schema {
    /// `PRAGMA application_id` of our databases ("mwtr"), so that another program's file is told apart.
    static let applicationID: Int32 = 0x6D77_7472

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("tracker 1") { database in
            try database.execute(sql: "PRAGMA application_id = \(applicationID)")
            try database.execute(sql: people)
            try database.execute(sql: vocabulary)
            try database.execute(sql: projects)
            try database.execute(sql: workPackages)
            try database.execute(sql: mail)
        }
        migrator.registerMigration("tracker 2: privacy") { try $0.execute(sql: privacy) }
        migrator.registerMigration("tracker 3: news") { try $0.execute(sql: news) }
        return migrator
    }

    /// People, groups and the anonymous person share one space of numbers and of names (`nameKey`: lower case).
    private static let people = """
        CREATE TABLE roles (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE rolePermissions (
          roleID INTEGER NOT NULL REFERENCES roles, position INTEGER NOT NULL, permission TEXT NOT NULL,
          PRIMARY KEY (roleID, position)) STRICT;
        CREATE TABLE settings (
          id INTEGER PRIMARY KEY CHECK (id = 1), mailFrom TEXT, defaultLanguage TEXT,
          anonymousRoleID INTEGER REFERENCES roles, nonMemberRoleID INTEGER REFERENCES roles) STRICT;
        INSERT INTO settings (id) VALUES (1);
        CREATE TABLE principals (
          id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL CHECK (kind IN ('person', 'group', 'anonymous')),
          name TEXT NOT NULL UNIQUE, nameKey TEXT NOT NULL UNIQUE, firstName TEXT NOT NULL DEFAULT '',
          lastName TEXT NOT NULL DEFAULT '', status TEXT NOT NULL DEFAULT 'active', language TEXT,
          isAdmin INTEGER NOT NULL DEFAULT 0) STRICT;
        INSERT INTO principals (kind, name, nameKey, lastName)
          VALUES ('anonymous', 'anonymous', 'anonymous', 'Anonymous');
        -- Position 0 is the main address; mailKey is the address in lower case.
        CREATE TABLE principalMails (
          principalID INTEGER NOT NULL REFERENCES principals, position INTEGER NOT NULL, mail TEXT NOT NULL,
          mailKey TEXT NOT NULL, PRIMARY KEY (principalID, position)) STRICT;
        CREATE INDEX principalMailsByKey ON principalMails (mailKey);
        CREATE TABLE groupMembers (
          groupID INTEGER NOT NULL REFERENCES principals, position INTEGER NOT NULL,
          personID INTEGER NOT NULL REFERENCES principals, PRIMARY KEY (groupID, position)) STRICT;
        CREATE INDEX groupMembersByPerson ON groupMembers (personID);
        """

    private static let vocabulary = """
        CREATE TABLE types (
          id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, isDefault INTEGER NOT NULL) STRICT;
        CREATE TABLE priorities (
          id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, isDefault INTEGER NOT NULL) STRICT;
        CREATE TABLE statuses (
          id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, isDefault INTEGER NOT NULL,
          isClosed INTEGER NOT NULL) STRICT;
        CREATE TABLE workflows (
          id INTEGER PRIMARY KEY AUTOINCREMENT, typeID INTEGER NOT NULL REFERENCES types,
          roleID INTEGER NOT NULL REFERENCES roles, fromID INTEGER NOT NULL REFERENCES statuses,
          UNIQUE (typeID, roleID, fromID)) STRICT;
        CREATE TABLE workflowTargets (
          workflowID INTEGER NOT NULL REFERENCES workflows, position INTEGER NOT NULL,
          toID INTEGER NOT NULL REFERENCES statuses, PRIMARY KEY (workflowID, position)) STRICT;
        """

    /// `options` is a JSON array. `isForAll…`: no list is given, so every project or type has the field.
    private static let projects = """
        CREATE TABLE projects (
          id INTEGER PRIMARY KEY AUTOINCREMENT, identifier TEXT NOT NULL UNIQUE,
          identifierKey TEXT NOT NULL UNIQUE, name TEXT NOT NULL, isPublic INTEGER NOT NULL,
          isActive INTEGER NOT NULL) STRICT;
        CREATE TABLE projectTypes (
          projectID INTEGER NOT NULL REFERENCES projects, position INTEGER NOT NULL,
          typeID INTEGER NOT NULL REFERENCES types, PRIMARY KEY (projectID, position)) STRICT;
        CREATE TABLE categories (
          id INTEGER PRIMARY KEY AUTOINCREMENT, projectID INTEGER NOT NULL REFERENCES projects, name TEXT NOT NULL,
          UNIQUE (projectID, name)) STRICT;
        CREATE TABLE versions (
          id INTEGER PRIMARY KEY AUTOINCREMENT, projectID INTEGER NOT NULL REFERENCES projects, name TEXT NOT NULL,
          status TEXT NOT NULL, sharedWith TEXT NOT NULL, UNIQUE (projectID, name)) STRICT;
        CREATE TABLE memberships (
          id INTEGER PRIMARY KEY AUTOINCREMENT, projectID INTEGER NOT NULL REFERENCES projects,
          principalID INTEGER NOT NULL REFERENCES principals, UNIQUE (projectID, principalID)) STRICT;
        CREATE TABLE membershipRoles (
          membershipID INTEGER NOT NULL REFERENCES memberships, position INTEGER NOT NULL,
          roleID INTEGER NOT NULL REFERENCES roles, PRIMARY KEY (membershipID, position)) STRICT;
        CREATE TABLE forums (
          id INTEGER PRIMARY KEY AUTOINCREMENT, projectID INTEGER NOT NULL REFERENCES projects, name TEXT NOT NULL,
          UNIQUE (projectID, name)) STRICT;
        CREATE TABLE customFields (
          id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, format TEXT NOT NULL, options TEXT NOT NULL,
          isMultiple INTEGER NOT NULL, isRequired INTEGER NOT NULL, isForAllProjects INTEGER NOT NULL,
          isForAllTypes INTEGER NOT NULL) STRICT;
        CREATE TABLE customFieldProjects (
          customFieldID INTEGER NOT NULL REFERENCES customFields, position INTEGER NOT NULL,
          projectID INTEGER NOT NULL REFERENCES projects, PRIMARY KEY (customFieldID, position)) STRICT;
        CREATE TABLE customFieldTypes (
          customFieldID INTEGER NOT NULL REFERENCES customFields, position INTEGER NOT NULL,
          typeID INTEGER NOT NULL REFERENCES types, PRIMARY KEY (customFieldID, position)) STRICT;
        """

    /// Times are ISO 8601 texts, dates `YYYY-MM-DD`; `value` and `changes` are JSON in the words of the data file.
    private static let workPackages = """
        CREATE TABLE workPackages (
          id INTEGER PRIMARY KEY AUTOINCREMENT, projectID INTEGER NOT NULL REFERENCES projects,
          typeID INTEGER NOT NULL REFERENCES types, statusID INTEGER NOT NULL REFERENCES statuses,
          priorityID INTEGER NOT NULL REFERENCES priorities, categoryID INTEGER REFERENCES categories,
          versionID INTEGER REFERENCES versions, subject TEXT NOT NULL, description TEXT NOT NULL,
          authorID INTEGER NOT NULL REFERENCES principals, assigneeID INTEGER REFERENCES principals,
          accountableID INTEGER REFERENCES principals, startDate TEXT, dueDate TEXT, estimatedHours REAL,
          remainingHours REAL, percentDone INTEGER,
          parentID INTEGER REFERENCES workPackages DEFERRABLE INITIALLY DEFERRED,
          createdAt TEXT NOT NULL, updatedAt TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1) STRICT;
        CREATE INDEX workPackagesByProject ON workPackages (projectID);
        CREATE INDEX workPackagesByParent ON workPackages (parentID);
        CREATE TABLE customValues (
          workPackageID INTEGER NOT NULL REFERENCES workPackages,
          customFieldID INTEGER NOT NULL REFERENCES customFields, value TEXT NOT NULL,
          PRIMARY KEY (workPackageID, customFieldID)) STRICT;
        CREATE TABLE watchers (
          id INTEGER PRIMARY KEY AUTOINCREMENT, workPackageID INTEGER NOT NULL REFERENCES workPackages,
          principalID INTEGER NOT NULL REFERENCES principals, UNIQUE (workPackageID, principalID)) STRICT;
        CREATE TABLE comments (
          id INTEGER PRIMARY KEY AUTOINCREMENT, workPackageID INTEGER NOT NULL REFERENCES workPackages,
          authorID INTEGER NOT NULL REFERENCES principals, text TEXT NOT NULL, createdAt TEXT NOT NULL,
          changes TEXT NOT NULL) STRICT;
        CREATE INDEX commentsByWorkPackage ON comments (workPackageID);
        CREATE TABLE forumMessages (
          id INTEGER PRIMARY KEY AUTOINCREMENT, forumID INTEGER NOT NULL REFERENCES forums,
          parentID INTEGER REFERENCES forumMessages DEFERRABLE INITIALLY DEFERRED, subject TEXT NOT NULL,
          content TEXT NOT NULL, authorID INTEGER NOT NULL REFERENCES principals, isLocked INTEGER NOT NULL,
          createdAt TEXT NOT NULL) STRICT;
        CREATE INDEX forumMessagesByParent ON forumMessages (parentID);
        """

    /// An attachment and a Message-ID belong to a work package or to a forum message.
    private static let mail = """
        CREATE TABLE attachments (
          id INTEGER PRIMARY KEY AUTOINCREMENT, workPackageID INTEGER REFERENCES workPackages,
          forumMessageID INTEGER REFERENCES forumMessages, fileName TEXT NOT NULL, contentType TEXT NOT NULL,
          bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, authorID INTEGER NOT NULL REFERENCES principals,
          CHECK ((workPackageID IS NULL) <> (forumMessageID IS NULL))) STRICT;
        CREATE INDEX attachmentsByWorkPackage ON attachments (workPackageID);
        CREATE INDEX attachmentsByForumMessage ON attachments (forumMessageID);
        CREATE INDEX attachmentsByContent ON attachments (sha256);
        CREATE TABLE messageIDs (
          id INTEGER PRIMARY KEY AUTOINCREMENT, messageID TEXT NOT NULL,
          workPackageID INTEGER REFERENCES workPackages, forumMessageID INTEGER REFERENCES forumMessages,
          UNIQUE (messageID, workPackageID), UNIQUE (messageID, forumMessageID),
          CHECK ((workPackageID IS NULL) <> (forumMessageID IS NULL))) STRICT;
        CREATE INDEX messageIDsByWorkPackage ON messageIDs (workPackageID);
        -- The answer to every idempotency key that was ever used, stored with the change.
        CREATE TABLE receipts (key TEXT PRIMARY KEY, receipt TEXT NOT NULL, createdAt TEXT NOT NULL) STRICT;
        """

    /// A private comment that a mail made keeps the mail's Message-ID, so that an answer to that mail is private too.
    private static let privacy = """
        ALTER TABLE types ADD COLUMN isPrivate INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE workPackages ADD COLUMN isPrivate INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE comments ADD COLUMN isPrivate INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE comments ADD COLUMN messageID TEXT;
        CREATE INDEX commentsByMessageID ON comments (messageID) WHERE messageID IS NOT NULL;
        """
}

import Foundation

/// The mails and labels of one address.
struct MailboxState: Sendable {
    let address: String
    /// Oldest first; the order is that of `internalDate`.
    private(set) var mails: [StoredMail] = []
    private(set) var labels = StoredLabel.system
    private(set) var historyID = 1_000
    /// How far the search index lags behind labels; nil when it does not.
    var indexLag: IndexLag?
    private var places: [String: Int] = [:]
    private var threads: [String: String] = [:]
    private var lastDate = 0

    /// A mail whose labels change keeps its old ones in the index for this long.
    struct IndexLag: Sendable, Equatable {
        /// For so many lists.
        var lists: Int?
        /// For so many seconds.
        var seconds: Double?
    }

    init(address: String) { self.address = address }

    /// Adds a mail, never older than the last one.
    ///
    /// Returns its id.
    mutating func add(_ content: Data, labelIDs: [String], dateMilliseconds: Int, threadID: String? = nil) -> String {
        let header = HeaderFields(content)
        lastDate = max(lastDate + 1, dateMilliseconds)
        historyID += 1
        // 44 bits of time and 20 of a counter: rising, unique and of Gmail's length.
        let id = String(UInt64(lastDate) << 20 | UInt64(historyID & 0xf_ffff), radix: 16)
        let references = header.messageIDs(in: "In-Reply-To") + header.messageIDs(in: "References").reversed()
        let known = references.first { threads[$0] != nil }.flatMap { threads[$0] }
        let thread = threadID ?? known ?? id
        for messageID in header.messageIDs(in: "Message-ID") { threads[messageID] = thread }
        places[id] = mails.count
        mails.append(
            StoredMail(
                id: id, threadID: thread, internalDate: lastDate, content: content, header: header, labelIDs: labelIDs,
                historyID: historyID))
        return id
    }

    func mail(_ id: String) -> StoredMail? { places[id].map { mails[$0] } }

    /// Deletes a mail for good, as another client may do.
    ///
    /// Returns whether there was one.
    mutating func remove(_ id: String) -> Bool {
        guard let place = places[id] else { return false }
        mails.remove(at: place)
        places = Dictionary(uniqueKeysWithValues: mails.enumerated().map { ($1.id, $0) })
        historyID += 1
        return true
    }

    /// Changes the labels of a mail; an unknown id is passed over.
    ///
    /// `now` is the quota clock's time in seconds.
    mutating func modify(_ id: String, adding: [String], removing: [String], now: Double) {
        guard let place = places[id] else { return }
        historyID += 1
        var mail = mails[place]
        if let indexLag, mail.staleIndex == nil {
            mail.staleIndex = .init(
                labelIDs: mail.labelIDs, remainingLists: indexLag.lists, until: indexLag.seconds.map { now + $0 })
        }
        mail.labelIDs.removeAll { removing.contains($0) }
        for label in adding where !mail.labelIDs.contains(label) { mail.labelIDs.append(label) }
        mail.historyID = historyID
        mails[place] = mail
    }

    /// The mails as a list of now sees them, newest first; counts as one list for the lag of the index.
    mutating func indexed(now: Double) -> [StoredMail] {
        for place in mails.indices {
            guard let stale = mails[place].staleIndex else { continue }
            if stale.remainingLists == 0 || stale.until.map({ $0 <= now }) ?? false {
                mails[place].staleIndex = nil
            } else {
                mails[place].staleIndex?.remainingLists = stale.remainingLists.map { $0 - 1 }
            }
        }
        return mails.reversed()
    }

    func label(id: String) -> StoredLabel? { labels.first { $0.id == id } }

    /// Makes a user label; nil when the name exists or is a system label's.
    mutating func makeLabel(_ name: String) -> StoredLabel? {
        guard !labels.contains(where: { $0.searchName == StoredLabel.searchName(name) }) else { return nil }
        let number = labels.count(where: { !$0.isSystem }) + 1
        let label = StoredLabel(id: "Label_\(number)", name: name, isSystem: false)
        labels.append(label)
        return label
    }

    /// The id of a user label with this name, made when missing.
    mutating func labelID(named name: String) -> String {
        labels.first { $0.searchName == StoredLabel.searchName(name) }?.id ?? makeLabel(name)?.id ?? name
    }
}

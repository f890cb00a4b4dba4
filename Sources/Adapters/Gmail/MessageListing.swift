import Mail

/// Walks through the pages of one listing; pulled by the reader, so nothing is fetched ahead.
actor MessageListing {
    /// The API's maximum.
    private static let pageSize = 500

    private let api: GmailAPI
    private let mailbox: MailboxName
    private let query: String
    private let address: String
    private var left: Int
    private var pageToken: String?
    private var hasRestarted = false
    private var isAtEnd = false
    /// Pages may shift while mail leaves the result.
    private var listed: Set<String> = []

    init(api: GmailAPI, mailbox: MailboxName, options: GmailOptions, limit: Int) {
        self.api = api
        self.mailbox = mailbox
        query = options.query
        address = options.address
        left = limit
    }

    /// The next page's new matches, possibly none; nil at the end.
    func next() async throws(SourceFailure) -> [ListedMessage]? {
        guard !isAtEnd, left > 0 else { return nil }
        let page = try await fetchPage()
        let entries = (page.messages ?? []).filter { listed.insert($0.id).inserted }.prefix(left)
        left -= entries.count
        // A token that leads back to the same page would go on for ever.
        isAtEnd = page.nextPageToken == nil || page.nextPageToken == pageToken
        pageToken = page.nextPageToken
        return entries.map { ListedMessage(key: MessageKey(mailbox: mailbox, id: $0.id), conversation: $0.threadId) }
    }

    private func fetchPage() async throws(SourceFailure) -> MessageList {
        do throws(GmailAPI.CallFailure) {
            return try await api.send(call, read: MessageList.read)
        } catch {
            if case .gmail(let failure) = error, failure.said.contains("pageToken"), pageToken != nil, !hasRestarted {
                // Page tokens go stale; what was listed is known and not given again.
                hasRestarted = true
                pageToken = nil
                return try await fetchPage()
            }
            throw error.source("list the mail of \(address)")
        }
    }

    private var call: GmailCall {
        .list(
            query: query, isAboutUnread: SearchQuery.isAboutUnread(query), maxResults: min(Self.pageSize, max(1, left)),
            pageToken: pageToken)
    }
}

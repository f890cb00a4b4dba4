import Mail
import Tracking

/// An answer to news, or to a comment on it, becomes a comment on the news; keywords are not read, files not taken.
struct NewsReplyRule<Source: Directory> {
    let inHand: MailInHand<Source>

    func change(of news: News, _ trail: inout Trail) async throws(Halt) -> TrackerChange {
        try await check(news, &trail)
        let text = inHand.text.stored(without: [], isReply: true, &trail)
        refuseFiles(&trail)
        // No file is kept, so that no image of the mail can be shown.
        let comment = StoredFiles().naming(imagesIn: text)
        guard !comment.isEmpty else {
            throw .rejected(.invalidValues, "The mail adds nothing to \(news.id): it holds no text.", .nothingToAdd)
        }
        return .commentOnNews(NewNewsComment(news: news, text: comment, origin: inHand.origin(trail)))
    }

    private func check(_ news: News, _ trail: inout Trail) async throws(Halt) {
        try inHand.requireActive(news.project, of: "\(news.id)")
        try await inHand.require(
            .commentNews, in: news.project, to: "comment on \(news.id)", .mayNotCommentOnNews, &trail)
    }

    private func refuseFiles(_ trail: inout Trail) {
        for file in FileRule(options: inHand.options).attachments(from: inHand.body, &trail).files {
            trail.step(.file, file.fileName, "left out: news takes no files")
            trail.note(.refusedFile, line: file.fileName, complaint: .mayNotAttach(name: file.fileName))
        }
    }
}

import Testing

@testable import Gmail

@Suite struct SearchQueryTests {
    @Test(arguments: [
        ("is:unread", true), ("IS:UNREAD", true), ("is:unread from:bob", true), ("from:bob is:unread", true),
        ("(is:unread)", true), ("(is:unread from:a) -label:done", true), ("is:unread \"a OR b\"", true),
        ("is:unread subject:\"{x}\"", true), ("is:unread -from:or", true),
        ("", false), ("from:bob", false), ("-is:unread", false), ("is:read", false), ("is:unread OR from:bob", false),
        ("from:bob or is:unread", false), ("{is:unread from:bob}", false), ("is:unread | from:bob", false),
        ("-(is:unread)", false), ("NOT is:unread", false), ("\"is:unread\"", false), ("subject:\"is:unread\"", false),
        ("xis:unread", false), ("is:unreadable", false), ("from:\"a\" \"is:unread", false),
    ])
    func `7.1.1: a query is about unread mail only when is:unread must hold`(query: String, isAbout: Bool) {
        #expect(SearchQuery.isAboutUnread(query) == isAbout)
    }
}

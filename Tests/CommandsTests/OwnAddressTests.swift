import Testing

@testable import Commands

@Suite struct OwnAddressTests {
    @Test(arguments: [
        "support@example.org", "Support@Example.ORG", "Support <support@example.org>",
        "\"Support (team)\" <Support@example.org>", "support@example.org (Support)", " <support@example.org> ",
    ])
    func `given an own address with a name or a comment, when it is read, then the address remains`(text: String) {
        #expect(IntakeRuleOptions.bareAddress(text) == "support@example.org")
    }
}

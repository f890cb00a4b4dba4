import EmbeddedTracker
import Testing
import Tracking

@Suite(.timeLimit(.minutes(1))) struct TrackerContractTests {
    private func contract() async throws -> (TrackerContract<SQLiteTracker>, TrackerFixture) {
        let fixture = try await TrackerFixture()
        let contract = TrackerContract(
            tracker: fixture.tracker, project: try await fixture.project(),
            author: try await fixture.person("mia@example.org"),
            other: try await fixture.person("pat@example.org"))
        return (contract, fixture)
    }

    @Test func `given an applied change, when its key is asked, then its receipt is there`() async throws {
        let (contract, fixture) = try await contract()
        try await contract.keepsReceipts()
        withExtendedLifetime(fixture) {}
    }

    @Test func `given a known key, when another change comes with it, then the first receipt is given`() async throws {
        let (contract, fixture) = try await contract()
        try await contract.repeatsReceipts()
        withExtendedLifetime(fixture) {}
    }

    @Test func `given a mail that made a work package, when it is referred to, then the work package is found`()
        async throws
    {
        let (contract, fixture) = try await contract()
        try await contract.knowsMails()
        withExtendedLifetime(fixture) {}
    }

    @Test func `7.3.5 given an update, when it is applied, then only what really changed is named`() async throws {
        let (contract, fixture) = try await contract()
        try await contract.namesChanges()
        withExtendedLifetime(fixture) {}
    }

    @Test func `given a private comment, when its mail is referred to, then it is private`() async throws {
        let (contract, fixture) = try await contract()
        try await contract.keepsPrivateComments()
        withExtendedLifetime(fixture) {}
    }

    @Test func `given a private work package, when it is read, then it is known who sees it`() async throws {
        let (contract, fixture) = try await contract()
        try await contract.keepsPrivateWorkPackages()
        withExtendedLifetime(fixture) {}
    }

    @Test func `given a person, when its members are asked, then it is its only one`() async throws {
        let (contract, fixture) = try await contract()
        try await contract.knowsMembers()
        withExtendedLifetime(fixture) {}
    }

    @Test func `given a state that has passed, when a decision on it is applied, then it is stale`() async throws {
        let (contract, fixture) = try await contract()
        try await contract.refusesStaleDecisions()
        withExtendedLifetime(fixture) {}
    }

    @Test func `given two comments on one state, when both are applied, then neither is stale`() async throws {
        let (contract, fixture) = try await contract()
        try await contract.takesCommentsAtOnce()
        withExtendedLifetime(fixture) {}
    }

    @Test func `given news, when a mail comments on it, then it and its comment lead to the news`() async throws {
        let (contract, fixture) = try await contract()
        try await contract.takesCommentsOnNews(fixture.news(2))
    }

    @Test func `given news that has changed, when a comment on it is applied, then it is stale`() async throws {
        let (contract, fixture) = try await contract()
        try await contract.refusesStaleNews(fixture.news(2))
    }

    @Test func `given sixteen attempts at once with one key, when they end, then one was applied`() async throws {
        let (contract, fixture) = try await contract()
        try await contract.appliesOnce()
        withExtendedLifetime(fixture) {}
    }

    @Test func `given changes from many tasks at once, when they end, then all are applied`() async throws {
        let (contract, fixture) = try await contract()
        try await contract.appliesAll()
        withExtendedLifetime(fixture) {}
    }
}

import Testing

@testable import MIME

@Suite struct ExtendedValuesTests {
    @Test(.timeLimit(.minutes(1)))
    func `given a field of 2 MB that names charsets without end, when it is rewritten, then it ends soon`() {
        let field = "attachment; " + String(repeating: "a*='''=", count: 280_000)
        let start = ContinuousClock.now
        #expect(ExtendedValues.wrapped(field).utf8.count > field.utf8.count)
        #expect(ContinuousClock.now - start < .seconds(10))
    }
}

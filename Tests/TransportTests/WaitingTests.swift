import Foundation
import Testing
import Transport

@Suite struct WaitingTests {
    @Test func `given a random part of one, waits double up to 64 seconds`() {
        var backoff = Backoff()
        let waits = (0..<9).map { _ in backoff.next(random: 1) }
        #expect(waits == [1, 2, 4, 8, 16, 32, 64, 64, 64].map { .seconds($0) })
        var jittered = Backoff()
        #expect(jittered.next(random: 0.25) == .milliseconds(250))
        #expect(jittered.next(random: 0) == .zero)
    }

    @Test func `given the date of RFC 9110, it is read`() {
        #expect(HTTPDate.parse("Sun, 06 Nov 1994 08:49:37 GMT") == Date(timeIntervalSince1970: 784_111_777))
    }

    @Test(arguments: [
        "", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "06 Nov 1994",
        "Sun, 06 Nov 1994 08:49:37 CET",
    ])
    func `given another form, it is no date`(text: String) {
        #expect(HTTPDate.parse(text) == nil)
    }

    @Test(arguments: [
        ("120", Duration.seconds(120)), ("0", .zero), ("-5", nil), ("soon", nil), (nil, nil),
        ("Sun, 06 Nov 1994 08:50:37 GMT", .seconds(60)), ("Sun, 06 Nov 1994 08:00:00 GMT", .zero),
    ])
    func `given Retry-After as seconds or as a date, the wait is known`(field: String?, wait: Duration?) {
        #expect(HTTPDate.retryAfter(field, now: Date(timeIntervalSince1970: 784_111_777)) == wait)
    }
}

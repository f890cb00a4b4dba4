import EmbeddedTracker
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"),
        ("2027-01-15T08:00:00Z", 1_800_000_000, "2027-01-15T08:00:00Z"),
        ("2024-02-29t23:59:59.999z", 1_709_251_199, "2024-02-29T23:59:59Z"),
        ("2024-03-01 00:00:00+0130", 1_709_245_800, "2024-02-29T22:30:00Z"),
        ("2023-12-31T23:00:00-02:00", 1_704_070_800, "2024-01-01T01:00:00Z"),
        ("1900-03-01T00:00:00Z", -2_203_891_200, "1900-03-01T00:00:00Z"),
        ("1969-12-31T23:59:59Z", -1, "1969-12-31T23:59:59Z"),
    ])
    func `given a time, when it is read and printed, then it is the same point in time in UTC`(
        text: String, seconds: Int, printed: String
    ) {
        #expect(Timestamp(text)?.secondsSince1970 == seconds)
        #expect(Timestamp(text)?.description == printed)
    }

    @Test(arguments: [
        "", "2026-01-31", "2026-01-31T08:15:00", "2026-02-30T08:15:00Z", "2026-01-31T24:00:00Z", "2026-01-31T08:60:00Z",
        "2026-01-31T8:15:00Z", "2026-01-31T08:15:00+2", "2026-01-31T08:15:00Zz", "2026-01-31T08:15:00.+02:00x",
        "2026-01-31X08:15:00Z", "ä026-01-31T08:15:00Z",
    ])
    func `given a text that is no time, when it is read, then there is none`(text: String) {
        #expect(Timestamp(text) == nil)
    }
}

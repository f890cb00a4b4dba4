import Foundation
import Testing

/// Whether every case of `Corpus/CASES.md` is proved by something that exists.
@Suite struct CaseCoverageTests {
    /// The texts of all test files: suites of other targets are found by their words.
    private static let sources: [String] = {
        let file = URL(filePath: #filePath).resolvingSymlinksInPath()
        let tests = file.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let paths = FileManager.default.enumerator(atPath: tests.path)?.compactMap { $0 as? String } ?? []
        return paths.filter { $0.hasSuffix(".swift") }.sorted().compactMap {
            try? String(contentsOf: tests.appending(path: $0), encoding: .utf8)
        }
    }()

    private static let rows = (try? CaseTable.read().rows) ?? []

    @Test func `given the table of cases, when it is read, then each stands there once`() {
        #expect(Self.rows.count >= 240)
        for (name, rows) in Dictionary(grouping: Self.rows, by: \.name) where rows.count > 1 {
            // The same words may stand in several sections, but not for the same proofs.
            #expect(Set(rows.map(\.proofs)).count == rows.count, "\(name)")
        }
    }

    @Test(arguments: rows)
    func `given a case, when its proofs are looked for, then there is one and all are there`(row: CaseTable.Row) throws
    {
        #expect(!row.proofs.isEmpty)
        var reasons: [String] = []
        for proof in row.proofs {
            switch proof {
            case .mail(let name):
                let mail = CorpusMail.all.first { $0.name == name }
                reasons.append(try #require(mail, "there is no mail \(name)").expected().because)
            case .suite(let suite, let words):
                let files = Self.sources.filter { $0.contains("struct \(suite) ") || $0.contains("struct \(suite):") }
                #expect(!files.isEmpty, "there is no suite \(suite)")
                #expect(files.contains { $0.contains(words) }, "\(suite) does not say: \(words)")
            }
        }
        guard let decision = row.decision, !reasons.isEmpty else { return }
        #expect(reasons.contains { Self.decisions(in: $0).contains(decision) }, "no mail names \(decision): \(reasons)")
    }

    @Test func `given the mails made for a case, when the table is read, then it names each`() {
        let named = Self.rows.flatMap(\.proofs)
        for mail in CorpusMail.all where mail.name.hasPrefix("cases/") {
            #expect(named.contains(.mail(mail.name)), "\(mail.name) proves nothing")
        }
    }

    /// `7.5.1` and `6.3` of `6.3 and 7.5.1: …`.
    private static func decisions(in reason: String) -> Set<String> {
        Set(reason.split { !$0.isNumber && $0 != "." }.map { $0.trimmingCharacters(in: ["."]) })
    }
}

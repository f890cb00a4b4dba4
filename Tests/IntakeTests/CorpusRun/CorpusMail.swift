import Foundation
import Testing

/// One mail of the folder `Corpus` and the decision that is expected for it: `GROUP/NAME.eml` and `GROUP/NAME.json`.
struct CorpusMail: CustomTestStringConvertible, Sendable {
    /// `creation/first-type`.
    let name: String

    private static var folder: URL? { Bundle.module.url(forResource: "Corpus", withExtension: nil) }

    /// Every mail, in the order of names.
    static let all: [CorpusMail] = names(".eml").map(CorpusMail.init)

    /// Names of the files with this ending, without it.
    static func names(_ ending: String) -> [String] {
        guard let folder, let paths = FileManager.default.enumerator(atPath: folder.path) else { return [] }
        return paths.compactMap { $0 as? String }.filter { $0.hasSuffix(ending) }
            .map { String($0.dropLast(ending.count)) }.sorted()
    }

    static func trackerData() throws -> String {
        let folder = try #require(folder)
        return try String(contentsOf: folder.appending(path: "tracker.yaml"), encoding: .utf8)
    }

    var testDescription: String { name }

    func bytes(_ end: CorpusLineEnd) throws -> [UInt8] {
        let folder = try #require(Self.folder)
        let bytes = Array(try Data(contentsOf: folder.appending(path: name + ".eml")))
        return end == .asStored ? bytes : bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    }

    /// Whether the mail is also to be read with CRLF: one that holds carriage returns is about them.
    func reads(_ end: CorpusLineEnd) throws -> Bool {
        try end == .asStored || !bytes(.asStored).contains(0x0D)
    }

    func expected() throws -> ExpectedDecision {
        let folder = try #require(Self.folder)
        let decoder = JSONDecoder()
        return try decoder.decode(
            ExpectedDecision.self, from: Data(contentsOf: folder.appending(path: name + ".json")))
    }
}

enum CorpusLineEnd: CaseIterable, CustomTestStringConvertible {
    case asStored, crlf

    var testDescription: String { self == .asStored ? "as stored" : "CRLF" }
}

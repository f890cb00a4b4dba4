import Foundation
import MIME
import Mail
import Signing
import TestSupport
import Testing

/// Line ends that every mail is read with.
enum LineEnd: String, CaseIterable, CustomTestStringConvertible {
    case lf = "\n"
    case crlf = "\r\n"

    var testDescription: String { self == .lf ? "LF" : "CRLF" }
}

struct StreamDigest: ContentDigest {
    private let stream = SHA256Stream()
    func update(_ bytes: UnsafeRawBufferPointer) { stream.update(bytes) }
    func finish() -> ContentHash { ContentHash(bytes: stream.finish()) }
}

/// A parser with a spool folder of its own.
struct ParserFixture {
    static let limits = ParsingLimits(
        decodedBytes: 128 << 20, parts: 1_000, depth: 100, headerBytes: 1 << 20, headerLines: 10_000,
        textBytes: 1 << 20, boundaryComparisons: 50_000_000)

    let folder: ScratchFolder
    let spool: Spool
    let parser: GMimeParser

    init() throws {
        folder = try ScratchFolder()
        spool = Spool(folder: folder.url.path) { StreamDigest() }
        parser = GMimeParser(spool: spool)
    }

    func mail(_ bytes: [UInt8]) throws -> RawMail {
        var writer = spool.writer(limitBytes: .max)
        try writer.write(bytes)
        return RawMail(writer.finish())
    }

    func parse(_ bytes: [UInt8], limits: ParsingLimits = Self.limits) async throws -> Message {
        try await parser.parse(try mail(bytes), limits: limits)
    }

    func parse(_ text: String, _ end: LineEnd = .lf) async throws -> Message {
        try await parse(Array(text.replacingOccurrences(of: "\n", with: end.rawValue).utf8))
    }

    func head(_ text: String) throws -> Head { parser.head(try mail(Array(text.utf8))) }
}

/// Mails of the folder `Mails`.
enum Sample {
    static func bytes(_ name: String, _ end: LineEnd) throws -> [UInt8] {
        let url = try #require(Bundle.module.url(forResource: "Mails/\(name)", withExtension: "eml"))
        let bytes = Array(try Data(contentsOf: url))
        #expect(!bytes.contains(0x0D))
        return end == .lf ? bytes : bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    }

    /// The expected outline.
    static func outline(_ name: String) throws -> String {
        let url = try #require(Bundle.module.url(forResource: "Outlines/\(name)", withExtension: "txt"))
        return try String(contentsOf: url, encoding: .utf8)
    }

    static func names() throws -> [String] {
        let folder = try #require(Bundle.module.url(forResource: "Mails", withExtension: nil))
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).map { String($0.dropLast(4)) }.sorted()
    }
}

extension Part {
    /// The tree in one line, for comparison: `multipart/mixed(text/plain "Hello", application/pdf[a.pdf] 3)`.
    var outline: String {
        let name = fileName.map { "[\($0)]" } ?? ""
        return switch body {
        case .multipart(let parts): "\(mediaType)\(name)(\(parts.map(\.outline).joined(separator: ", ")))"
        case .text(let text, _): "\(mediaType)\(name) \(text.text.debugDescription)"
        case .file(let content): "\(mediaType)\(name) \(Part.withPlainLineEnds(content).utf8.count)"
        case .message(let content): "\(mediaType)\(name) {\(Part.withPlainLineEnds(content).debugDescription)}"
        }
    }

    private static func withPlainLineEnds(_ content: SpooledContent) -> String {
        let bytes = (try? content.bytes()) ?? []
        return String(bytes.map { Character(UnicodeScalar($0)) }).replacingOccurrences(of: "\r\n", with: "\n")
    }

    /// The text of a text leaf, else a marker that no test expects.
    var text: String { if case .text(let text, _) = body { text.text } else { "not a text" } }

    var decodedText: DecodedText? { if case .text(let text, _) = body { text } else { nil } }
}

/// A sample was not what its test needs.
struct Unexpected: Error {}

enum GoneFolder {
    static func parser() -> GMimeParser { GMimeParser(spool: Spool(folder: "/nowhere/at/all") { StreamDigest() }) }
}

import Signing
import Testing

@testable import Gmail

@Suite struct RawFieldExtractorTests {
    /// Feeds `json` in pieces of `size` bytes.
    private func extract(_ json: String, size: Int) throws -> (mail: [UInt8], extractor: RawFieldExtractor) {
        var extractor = RawFieldExtractor()
        var mail: [UInt8] = []
        let bytes = Array(json.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            mail += try bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { try extractor.take($0) }
        }
        return (mail, extractor)
    }

    @Test(arguments: [1, 2, 3, 7, 1000])
    func `given a field in pieces of any size, the mail is the same and the rest is JSON without it`(size: Int) throws {
        let mail = Array("Subject: ÿ<<??>>\r\n\r\n".utf8) + [0, 255, 254]
        let (found, extractor) = try extract(
            #"{"snippet":"\"raw\":\"x\"","labelIds":["raw","UNREAD"],"payload":{"raw":"AAAA"}, "raw" : "\#(Base64URL.encode(mail))","x":"raw"}"#,
            size: size)
        #expect(found == mail)
        #expect(extractor.isComplete)
        #expect(extractor.hasField)
        #expect(
            String(decoding: extractor.rest, as: UTF8.self)
                == #"{"snippet":"\"raw\":\"x\"","labelIds":["raw","UNREAD"],"payload":{"raw":"AAAA"}, "raw" : "","x":"raw"}"#
        )
    }

    @Test(arguments: [
        #"{"raw":"Zg=="}"#, #"{"raw":"Zg"}"#, #"{"raw":"Zg\u003d\u003d"}"#, #"{"raw":"Zg\u003D="}"#,
        #"{"raw":"\u005ag"}"#,
    ])
    func `given padding or none, written in any way, the mail is the same`(json: String) throws {
        for size in [1, 4, 100] {
            #expect(try extract(json, size: size).mail == Array("f".utf8))
        }
    }

    @Test(arguments: [
        #"{"raw":"Zg+="}"#, #"{"raw":"Zm\/v"}"#, #"{"raw":"Z"}"#, #"{"raw":"Zm9vY"}"#, #"{"raw":"Zg==Zg"}"#,
        #"{"raw":"Zg="}"#,
        #"{"raw":"Zg===="}"#, #"{"raw":"Zm 9"}"#, #"{"raw":"\u0141"}"#, #"{"raw":"\n"}"#,
    ])
    func `given a field that is no base64url, the answer counts as cut`(json: String) {
        #expect {
            try extract(json, size: 3)
        } throws: { error in
            if case AnswerFault.cut = error { true } else { false }
        }
    }

    @Test func `given an object that breaks off, it is not complete`() throws {
        let (mail, extractor) = try extract(#"{"raw":"Zm9v"#, size: 5)
        #expect(mail == Array("foo".utf8))
        #expect(!extractor.isComplete)
    }

    @Test func `given other JSON or a page without end, nothing is taken and it is not kept`() throws {
        #expect(try !extract(#"["raw","Zm9v"]"#, size: 5).extractor.hasField)
        #expect(try !extract("<html>raw</html>", size: 5).extractor.hasField)
        #expect {
            try extract(String(repeating: "x", count: 100_000), size: 5000)
        } throws: { error in
            if case AnswerFault.foreign = error { true } else { false }
        }
    }

    @Test(arguments: 0..<200)
    func `given any bytes, the pieces they come in make no difference`(seed: UInt8) {
        // A small alphabet, so that fields, escapes and ends meet often.
        let alphabet = Array(#"{}[]":,\ux0=-Z9 "#.utf8) + [0, 255]
        let bytes = Array(#"{"raw":"#.utf8) + randomBytes(Int(seed)).map { alphabet[Int($0) % alphabet.count] }
        func outcome(_ size: Int) -> String {
            var extractor = RawFieldExtractor()
            var mail: [UInt8] = []
            do {
                for start in stride(from: 0, to: bytes.count, by: size) {
                    mail += try bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { try extractor.take($0) }
                }
            } catch {
                return "\(error)"
            }
            return "\(mail) \(extractor.rest) \(extractor.isComplete)"
        }
        #expect(outcome(1) == outcome(1000), "\(bytes)")
    }

    @Test func `given the field twice, only the first is the mail`() throws {
        let (mail, extractor) = try extract(#"{"raw":"Zm9v","raw":"YmFy"}"#, size: 5)
        #expect(mail == Array("foo".utf8))
        #expect(String(decoding: extractor.rest, as: UTF8.self) == #"{"raw":"","raw":"YmFy"}"#)
    }
}

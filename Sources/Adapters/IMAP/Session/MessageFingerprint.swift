/// What tells a mail from others when its UID cannot: in another folder.
struct MessageFingerprint: Hashable, Sendable {
    private static let longestID = 500

    /// With its angle brackets.
    let messageID: String
    let bytes: Int

    /// `header` is the field Message-ID alone, as a server gives it; nil where there is none that could be searched for.
    init?(header: [UInt8], bytes: Int) {
        let text = String(decoding: header, as: UTF8.self)
        guard let start = text.firstIndex(of: "<"), let end = text[start...].firstIndex(of: ">") else { return nil }
        let id = String(text[start...end])
        guard id.utf8.count > 2, id.utf8.count <= Self.longestID,
            id.utf8.allSatisfy({ (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "\"") })
        else { return nil }
        messageID = id
        self.bytes = bytes
    }
}

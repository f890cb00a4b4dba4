/// One mail as it was received, byte for byte (RFC 5322 text): the only form in which raw mail travels.
package struct RawMail: Sendable {
    package let content: SpooledContent

    package init(_ content: SpooledContent) { self.content = content }

    /// SHA-256 of all bytes.
    package var hash: ContentHash { content.hash }
    /// Size in bytes.
    package var count: Int { content.count }
}

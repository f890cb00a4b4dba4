/// A node of a mail's structure: its header fields and where its content stands in the raw bytes.
struct Entity {
    /// Index of the multipart around it; nil for the mail itself.
    let parent: Int?
    /// How many multiparts are around it.
    let depth: Int
    var header = HeaderBlock()
    /// From Content-Type, else what its place implies.
    var mediaType = ParameterizedField(value: "text/plain")
    /// Raw content, still in its transfer encoding, without the line break before the next boundary.
    var content: Range<Int>
    /// Whether parts were found in it.
    var isMultipart = false
    /// Whether it stands in a `multipart/digest`, where a part is a mail unless it says otherwise.
    var isInDigest = false
}

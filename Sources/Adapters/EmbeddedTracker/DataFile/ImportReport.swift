package import Mail

/// What `tracker import` did.
package struct ImportReport: Sendable, Equatable {
    /// Objects that were new, that were changed, and those of the tracker that stayed as they were.
    package var created = 0
    package var changed = 0
    package var unchanged = 0
    /// Attachments whose bytes are not here: no folder was given, or it does not hold them.
    package var missingContents: [ContentHash] = []
}

/// What `tracker export` gives.
package struct TrackerExport: Sendable, Equatable {
    /// JSON text in the words of the data file.
    package let text: String
    /// Attachments whose bytes are not here.
    package let missingContents: [ContentHash]
}

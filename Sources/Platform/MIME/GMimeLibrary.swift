import CGMime

/// Starts GMime once in the process.
enum GMimeLibrary {
    private static let started: Void = {
        g_mime_init()
        // An attached mail is a leaf: its bytes stay as they are, and GMime spends nothing on what is in it.
        for subtype in ["rfc822", "rfc2822", "global", "news"] {
            g_mime_object_register_type("message", subtype, g_mime_part_get_type())
        }
    }()

    static func start() { _ = started }
}

/// Media types by the ending of a file's name, for files that come as `application/octet-stream`; the first ending of a
/// type is given to files without a name.
enum FileTypeTable {
    static let entries: [(ending: String, type: String)] = [
        ("pdf", "application/pdf"), ("png", "image/png"), ("jpg", "image/jpeg"), ("jpeg", "image/jpeg"),
        ("gif", "image/gif"), ("webp", "image/webp"), ("svg", "image/svg+xml"), ("bmp", "image/bmp"),
        ("tif", "image/tiff"), ("tiff", "image/tiff"), ("heic", "image/heic"), ("avif", "image/avif"),
        ("ico", "image/vnd.microsoft.icon"),
        ("txt", "text/plain"), ("log", "text/plain"), ("md", "text/markdown"), ("csv", "text/csv"),
        ("tsv", "text/tab-separated-values"), ("html", "text/html"), ("htm", "text/html"), ("css", "text/css"),
        ("xml", "application/xml"), ("xml", "text/xml"), ("json", "application/json"), ("yaml", "application/yaml"),
        ("yml", "application/yaml"), ("ics", "text/calendar"), ("vcf", "text/vcard"), ("vcf", "text/x-vcard"),
        ("patch", "text/x-patch"), ("diff", "text/x-diff"), ("js", "text/javascript"), ("rtf", "application/rtf"),
        ("rtf", "text/rtf"), ("sql", "application/sql"), ("sh", "application/x-sh"), ("tex", "application/x-tex"),
        ("doc", "application/msword"), ("xls", "application/vnd.ms-excel"), ("ppt", "application/vnd.ms-powerpoint"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ("odt", "application/vnd.oasis.opendocument.text"), ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
        ("odp", "application/vnd.oasis.opendocument.presentation"), ("epub", "application/epub+zip"),
        ("vsdx", "application/vnd.visio"), ("mpp", "application/vnd.ms-project"), ("msg", "application/vnd.ms-outlook"),
        ("dat", "application/ms-tnef"), ("dwg", "image/vnd.dwg"), ("dxf", "image/vnd.dxf"),
        ("zip", "application/zip"), ("gz", "application/gzip"), ("tgz", "application/gzip"),
        ("tar", "application/x-tar"),
        ("7z", "application/x-7z-compressed"), ("rar", "application/vnd.rar"), ("bz2", "application/x-bzip2"),
        ("xz", "application/x-xz"), ("jar", "application/java-archive"),
        ("mp3", "audio/mpeg"), ("m4a", "audio/mp4"), ("wav", "audio/wav"), ("ogg", "audio/ogg"), ("amr", "audio/amr"),
        ("mp4", "video/mp4"), ("mov", "video/quicktime"), ("webm", "video/webm"), ("avi", "video/x-msvideo"),
        ("eml", "message/rfc822"), ("p7s", "application/pkcs7-signature"), ("p7s", "application/x-pkcs7-signature"),
        ("p7m", "application/pkcs7-mime"), ("p7m", "application/x-pkcs7-mime"), ("asc", "application/pgp-signature"),
        ("asc", "application/pgp-keys"), ("txt", "message/delivery-status"), ("txt", "text/rfc822-headers"),
    ]

    /// The type of files with this ending; nil when the table does not know it, or the ending does not tell: a `.asc` may
    /// be a key, a signature or a whole mail.
    static let types = Dictionary(entries.filter { $0.ending != "asc" }.map { ($0.ending, $0.type) }) { first, _ in
        first
    }

    /// The ending of files of this type; nil when the table does not know it.
    static let endings = Dictionary(entries.map { ($0.type, $0.ending) }) { first, _ in first }

    /// Names that programs give types in place of the registered ones.
    static let misnomers = [
        "image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg", "image/x-png": "image/png",
        "application/x-pdf": "application/pdf", "application/x-zip-compressed": "application/zip",
        "text/x-markdown": "text/markdown",
    ]
}

import Observability

/// A command as it is sent (RFC 9051, section 2.2.1): pieces between which the server says that it is ready.
struct Command: Sendable {
    /// The first piece has no tag yet, the last no line end.
    private(set) var pieces: [[UInt8]]
    /// The same for people, with secrets blotted out.
    private(set) var shown: String
    /// What to answer when the server asks for more than there is: a mechanism tells so why it fails.
    private(set) var lastWord: [UInt8] = []

    /// `text` must be made of ASCII that stands for itself.
    init(_ text: String) {
        pieces = [Array(text.utf8)]
        shown = text
    }

    /// Adds a space and `text` as it is.
    func adding(_ text: String) -> Command {
        var command = self
        command.append(Array(" \(text)".utf8))
        command.shown += " \(text)"
        return command
    }

    /// Adds a space and a string: quoted, or a literal where quotes cannot hold it.
    func adding(string: String, unaskedLiterals: Bool, utf8: Bool = false) -> Command {
        var command = self
        command.append(string, unaskedLiterals, utf8)
        command.shown += " \"\(string)\""
        return command
    }

    /// As `adding(string:)`, for what must not be shown.
    func adding(secret: Secret, unaskedLiterals: Bool) -> Command {
        var command = self
        secret.reveal { command.append($0, unaskedLiterals, false) }
        command.shown += " \(Secret.mark)"
        return command
    }

    /// Adds a space and base64 that must not be shown.
    func adding(initialResponse: SASLResponse) -> Command {
        var command = self
        command.append(Array(" ".utf8) + initialResponse.encoded)
        command.shown += " \(Secret.mark)"
        return command
    }

    /// A line that is sent when the server asks for it; not shown.
    func continued(with response: SASLResponse) -> Command {
        var command = self
        command.pieces.append(response.encoded)
        return command
    }

    /// The same, answering `bytes` when the server asks for more than there is.
    func ending(with bytes: [UInt8]) -> Command {
        var command = self
        command.lastWord = bytes
        return command
    }

    private mutating func append(_ bytes: [UInt8]) { pieces[pieces.count - 1] += bytes }

    private mutating func append(_ string: String, _ unaskedLiterals: Bool, _ utf8: Bool) {
        let bytes = Array(string.utf8)
        if bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7f && (utf8 || $0 < 0x80) }), bytes.count < 1_000 {
            let escaped = bytes.flatMap { byte -> [UInt8] in
                byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") ? [UInt8(ascii: "\\"), byte] : [byte]
            }
            append(Array(" \"".utf8) + escaped + Array("\"".utf8))
        } else if unaskedLiterals {
            append(Array(" {\(bytes.count)+}\r\n".utf8) + bytes)
        } else {
            append(Array(" {\(bytes.count)}".utf8))
            pieces.append(bytes)
        }
    }
}

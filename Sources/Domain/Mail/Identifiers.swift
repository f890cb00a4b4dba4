/// A mailbox as logs, the ledger and people name it: `gmail:ADDRESS`, `imap:USER@HOST/FOLDER`, `stdin`.
package struct MailboxName: Hashable, Sendable, Codable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) { self.text = text }

    package var description: String { text }

    package init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// Which mail, for as long as it exists at its source: the mailbox and the provider's own id in it.
///
/// Gmail: the immutable message id. stdin: the SHA-256 of the bytes.
package struct MessageKey: Hashable, Sendable, CustomStringConvertible {
    package let mailbox: MailboxName
    /// The provider's id, as the provider spells it.
    package let id: String

    package init(mailbox: MailboxName, id: String) {
        self.mailbox = mailbox
        self.id = id
    }

    /// `mailbox/id`: what people see and type.
    package var description: String { "\(mailbox)/\(id)" }
}

/// A Message-ID without its angle brackets (RFC 5322, section 3.6.4), as it was written.
package struct MessageID: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) { self.text = text }

    package var description: String { text }
}

/// The key under which a target knows an attempt at one mail again.
///
/// The same for every attempt until `mails forget`, which raises the generation.
package struct IdempotencyKey: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) { self.text = text }

    package init(_ key: MessageKey, generation: Int) {
        text = generation == 0 ? key.description : "\(key)#\(generation)"
    }

    package var description: String { text }
}

/// A SHA-256 digest; printed as 64 lower-case hexadecimal digits.
package struct ContentHash: Hashable, Sendable, CustomStringConvertible {
    /// 64 lower-case hexadecimal digits.
    package let hexadecimal: String

    /// Takes the 32 bytes of a digest.
    package init(bytes: some Sequence<UInt8>) {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        hexadecimal = String(decoding: text, as: UTF8.self)
    }

    /// Takes 64 hexadecimal digits that came from a `ContentHash`.
    package init(hexadecimal: String) { self.hexadecimal = hexadecimal }

    package var description: String { hexadecimal }
}

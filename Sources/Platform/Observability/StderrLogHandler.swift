package import Foundation
package import Logging

#if canImport(Glibc)
    import Glibc
    private let posixWrite = Glibc.write
#else
    import Darwin
    private let posixWrite = Darwin.write
#endif

/// Writes log lines to standard error, one `write(2)` for each line, so that lines of several threads do not mix.
package struct StderrLogHandler: LogHandler {
    package enum Format: String, Sendable, CaseIterable {
        /// `TIME LEVEL MESSAGE key=value …`
        case text
        /// One JSON object a line: `time`, `level`, `message`, `error`, and the metadata.
        case json
    }

    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    private let format: Format
    private let now: @Sendable () -> Date
    private let write: @Sendable ([UInt8]) -> Void

    /// `write` takes a whole line with its end.
    package init(
        format: Format, level: Logger.Level, now: @escaping @Sendable () -> Date = { Date() },
        write: @escaping @Sendable ([UInt8]) -> Void = Self.writeToStandardError
    ) {
        self.format = format
        self.logLevel = level
        self.now = now
        self.write = write
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var fields = metadata
        fields.merge(metadataProvider?.get() ?? [:]) { _, new in new }
        fields.merge(event.metadata ?? [:]) { _, new in new }
        if let error = event.error { fields[LogKey.error] = "\(error)" }
        let line = LogLine(
            time: now(), level: event.level, message: event.message.description,
            fields: fields.map { (name: $0.key, value: $0.value) }.sorted { $0.name < $1.name })
        write(Array((format == .text ? line.text : line.json).utf8) + [UInt8(ascii: "\n")])
    }

    /// Writes all of `bytes` to descriptor 2; what cannot be written is lost, there is nobody to tell.
    package static let writeToStandardError: @Sendable ([UInt8]) -> Void = { bytes in
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let count = posixWrite(2, buffer.baseAddress?.advanced(by: done), buffer.count - done)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return }
                done += count
            }
        }
    }
}

import Logging
import Observability

extension OutputOptions {
    /// A logger to standard error, with the level and form that the options name.
    func logger() -> Logger {
        let format = StderrLogHandler.Format(rawValue: logFormat.rawValue) ?? .text
        let level = Logger.Level(rawValue: logLevel.rawValue) ?? .notice
        return Logger(label: "mailworker") { _ in StderrLogHandler(format: format, level: level) }
    }
}

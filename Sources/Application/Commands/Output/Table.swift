import Foundation

/// Rows under a heading, columns as wide as their widest cell.
struct Table {
    private let heading: [String]
    private let rows: [[String]]

    init(_ heading: [String], _ rows: [[String]]) {
        self.heading = heading
        self.rows = rows
    }

    var text: String { text(width: nil) }

    /// For standard output: on a terminal no row is wider than that.
    var fitted: String {
        var size = winsize()
        guard isatty(1) == 1, ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return text }
        return text(width: Int(size.ws_col))
    }

    /// The last column is shortened where rows would be wider than `width`.
    func text(width: Int?) -> String {
        var widths = heading.map(\.count)
        for row in rows {
            for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.count) }
        }
        let rest = width.map { max(10, $0 - widths.dropLast().reduce(0) { $0 + $1 + 2 }) } ?? .max
        return ([heading] + rows).map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                let isLast = column == row.count - 1
                line += isLast ? MailText.oneLine(cell, rest) : MailText.padded(cell, widths[column] + 2)
            }
            return line + "\n"
        }.joined()
    }
}

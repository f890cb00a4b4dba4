/// Rows under a heading, columns as wide as their widest cell.
struct Table {
    private let heading: [String]
    private let rows: [[String]]

    init(_ heading: [String], _ rows: [[String]]) {
        self.heading = heading
        self.rows = rows
    }

    var text: String {
        var widths = heading.map(\.count)
        for row in rows {
            for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.count) }
        }
        return ([heading] + rows).map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                line += column == row.count - 1 ? cell : MailText.padded(cell, widths[column] + 2)
            }
            return line + "\n"
        }.joined()
    }
}

/// What is wrong with a data file: all problems, one per line.
package struct DataFileProblems: Error, Equatable, CustomStringConvertible {
    package let lines: [String]

    package init(_ lines: [String]) { self.lines = lines }

    package var description: String { lines.joined(separator: "\n") }
}

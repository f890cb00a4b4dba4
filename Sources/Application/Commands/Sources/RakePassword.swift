import Foundation
import Observability

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The rake task's word `password=…`: the one secret that may stand on the command line.
///
/// It is accepted with a warning, and overwritten in the process list at once.
enum RakePassword {
    private static let prefix = "password="

    /// The password among the typed words; nil when there is none.
    static func given(in arguments: [String]) -> Secret? {
        guard let word = words(arguments).last(where: isPassword) else { return nil }
        let text = String(word.dropFirst(prefix.count))
        guard !text.isEmpty else { return nil }
        StandardError.write(
            "mailworker: a password on the command line can be read by others and stays in histories; use IMAP_PASSWORD "
                + "or --password-file.\n")
        return Secret(text)
    }

    /// The typed words without it.
    static func removed(from arguments: [String]) -> [String] {
        let own = words(arguments)
        return own.filter { !isPassword($0) } + arguments.dropFirst(own.count)
    }

    /// Overwrites it where `ps` reads it. Linux shows the process's own memory there.
    static func hide() {
        #if os(Linux)
            guard let range = argumentMemory() else { return }
            for index in range.indices where matches(range, at: index) {
                var position = index + prefix.utf8.count
                while position < range.count, range[position] != 0 {
                    range[position] = UInt8(ascii: "x")
                    position += 1
                }
            }
        #endif
    }

    private static func isPassword(_ word: String) -> Bool { word.lowercased().hasPrefix(prefix) }

    /// What stands before `--`.
    private static func words(_ arguments: [String]) -> [String] { Array(arguments.prefix { $0 != "--" }) }

    #if os(Linux)
        /// Where the kernel keeps the arguments of this process (`arg_start`, `arg_end` of proc(5)).
        private static func argumentMemory() -> UnsafeMutableBufferPointer<UInt8>? {
            guard let text = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),
                let name = text.lastIndex(of: ")")
            else { return nil }
            // The fields after the name begin with the third.
            let fields = text[text.index(after: name)...].split(separator: " ")
            guard fields.count > 46, let start = UInt(fields[45]), let end = UInt(fields[46]), start > 0, end > start,
                let pointer = UnsafeMutablePointer<UInt8>(bitPattern: start)
            else { return nil }
            return UnsafeMutableBufferPointer(start: pointer, count: Int(end - start))
        }

        /// Whether an argument begins at `index` and is the word.
        private static func matches(_ memory: UnsafeMutableBufferPointer<UInt8>, at index: Int) -> Bool {
            guard index == 0 || memory[index - 1] == 0, index + prefix.utf8.count <= memory.count else { return false }
            return zip(memory[index...], prefix.utf8).allSatisfy { $0 | 0x20 == $1 | 0x20 }
        }
    #endif
}

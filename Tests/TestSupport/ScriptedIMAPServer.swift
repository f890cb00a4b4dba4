import Foundation
import Threading

/// A loopback IMAP server that answers as a plain server does, or as a test tells it. One thread for each connection.
///
/// By itself it holds the mails 1 to `mails` in a folder with UIDVALIDITY 7, of 20 bytes each.
package final class ScriptedIMAPServer: Sendable {
    package enum Action: Sendable {
        /// Sends the text; `TAG` stands for the command's tag.
        case reply(String)
        /// Sends the text, then says nothing more until the client goes.
        case stall(String = "")
        /// Sends the text, then ends the connection.
        case close(String = "")
        /// Sends the text, then the chunk again and again until the client goes.
        case endless(String, chunk: String)
        /// Sends a byte of the text every tenth of a second, again and again.
        case drip(String)
    }

    /// What one command is answered with, or nil for the usual: connection (from 1), and the command without its tag.
    /// The greeting is asked for as the command "GREETING".
    package typealias Script = @Sendable (_ connection: Int, _ command: String) -> Action?

    private struct State {
        var connections = 0
        var open: Set<Int32> = []
        var commands: [String] = []
        var isStopped = false
    }

    package let port: UInt16
    private let listener: Int32
    private let mails: Int
    private let capabilities: String
    /// How many bytes the first connection sends before it is cut.
    private let cutAfter: Int?
    private let script: Script
    private let state = Locked(State())

    package init(
        mails: Int = 1, capabilities: String = "IMAP4rev1 SASL-IR AUTH=PLAIN UIDPLUS MOVE IDLE", cutAfter: Int? = nil,
        _ script: @escaping Script = { _, _ in nil }
    ) throws {
        self.mails = mails
        self.capabilities = capabilities
        self.cutAfter = cutAfter
        self.script = script
        (listener, port) = try ListeningSocket.open()
        ListeningSocket.accept(on: listener) { [weak self] client in
            guard let self, let number = self.enter(client) else { return false }
            Thread.detachNewThread { self.serve(client, number) }
            return true
        }
    }

    deinit { stop() }

    /// Commands without their tags, in the order of their arrival.
    package var commands: [String] { state.withLock { $0.commands } }
    package var connections: Int { state.withLock { $0.connections } }

    package func stop() {
        state.withLock { state in
            // Once: afterwards the listener's number may be somebody else's.
            guard !state.isStopped else { return }
            state.isStopped = true
            for descriptor in state.open { shutdown(descriptor, Int32(SHUT_RDWR)) }
            shutdown(listener, Int32(SHUT_RDWR))
        }
    }

    private func enter(_ descriptor: Int32) -> Int? {
        state.withLock { state in
            guard !state.isStopped else { return nil }
            state.open.insert(descriptor)
            state.connections += 1
            return state.connections
        }
    }

    private func serve(_ descriptor: Int32, _ number: Int) {
        var lines = Lines(descriptor: descriptor, left: number == 1 ? cutAfter : nil)
        defer {
            _ = state.withLock { $0.open.remove(descriptor) }
            close(descriptor)
        }
        guard
            lines.perform(script(number, "GREETING") ?? .reply("* OK [CAPABILITY \(capabilities)] ready\r\n"), tag: "*")
        else {
            return
        }
        while let line = lines.next() {
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            let (tag, command) = words.count > 1 ? (words[0], words[1]) : ("", line)
            state.withLock { $0.commands.append(command) }
            // What a client has said before it went is read to its end, though nobody hears the answers any more.
            guard lines.perform(script(number, command) ?? .reply(usual(command)), tag: tag) || lines.isUnheard
            else { return }
            if command == "LOGOUT" { return }
        }
    }

    /// What a plain server answers.
    private func usual(_ command: String) -> String {
        let done = "TAG OK done\r\n"
        switch command.split(separator: " ").first {
        case "CAPABILITY": return "* CAPABILITY \(capabilities)\r\n" + done
        case "LOGIN", "AUTHENTICATE": return "TAG OK [CAPABILITY \(capabilities)] in\r\n"
        case "SELECT":
            return "* \(mails) EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT \(mails + 1)] x\r\n"
                + "* OK [PERMANENTFLAGS (\\Seen \\Deleted)] x\r\nTAG OK [READ-WRITE] done\r\n"
        case "LOGOUT": return "* BYE bye\r\n" + done
        case "IDLE": return "+ idling\r\n"
        default: break
        }
        if command.hasPrefix("UID SEARCH") {
            return "* SEARCH " + (0..<mails).map { "\($0 + 1)" }.joined(separator: " ") + "\r\n" + done
        }
        guard command.hasPrefix("UID FETCH") else { return done }
        let wanted = Self.numbers(String(command.split(separator: " ")[2])).filter { (1...max(1, mails)).contains($0) }
        return wanted.map { number in
            command.contains("BODY.PEEK[]")
                ? "* \(number) FETCH (UID \(number) FLAGS () BODY[] {20}\r\n\(Self.mail(number)))\r\n"
                : "* \(number) FETCH (UID \(number) RFC822.SIZE 20)\r\n"
        }.joined() + done
    }

    /// 20 bytes.
    package static func mail(_ number: Int) -> String {
        let body = "\(number)"
        return "Subject: a\r\n\r\n" + String(repeating: ".", count: 6 - body.count) + body
    }

    private static func numbers(_ set: String) -> [Int] {
        set.split(separator: ",").flatMap { range -> [Int] in
            let ends = range.split(separator: ":").compactMap { Int($0) }
            guard let first = ends.first, let last = ends.last else { return [] }
            return Array(first...last)
        }
    }
}

/// Server side of one connection: lines in, text out, blocking.
private struct Lines {
    let descriptor: Int32
    /// Bytes that may still be sent; nil for any number.
    var left: Int?
    /// The client has gone.
    private(set) var isUnheard = false
    private var pending: [UInt8] = []

    init(descriptor: Int32, left: Int?) {
        self.descriptor = descriptor
        self.left = left
    }

    mutating func next() -> String? {
        while true {
            if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: pending[..<end], as: UTF8.self)
                pending.removeFirst(end + 1)
                return line.hasSuffix("\r") ? String(line.dropLast()) : line
            }
            let bytes = [UInt8](unsafeUninitializedCapacity: 4_096) { buffer, count in
                count = max(0, recv(descriptor, buffer.baseAddress, 4_096, 0))
            }
            guard !bytes.isEmpty else { return nil }
            pending += bytes
        }
    }

    /// False when the connection is over.
    mutating func perform(_ action: ScriptedIMAPServer.Action, tag: String) -> Bool {
        switch action {
        case .reply(let text): return send(text, tag)
        case .close(let text):
            _ = send(text, tag)
            return false
        case .stall(let text):
            guard send(text, tag) else { return false }
            var byte: UInt8 = 0
            while recv(descriptor, &byte, 1, 0) > 0 {}
            return false
        case .endless(let text, let chunk):
            guard send(text, tag) else { return false }
            while send(chunk, tag) {}
            return false
        case .drip(let text):
            while true {
                for character in text {
                    guard send(String(character), tag) else { return false }
                    usleep(100_000)  // paces the bytes
                }
            }
        }
    }

    private mutating func send(_ text: String, _ tag: String) -> Bool {
        var bytes = Array(text.replacing("TAG", with: tag).utf8)
        var isCut = false
        if let left {
            isCut = bytes.count >= left
            bytes = Array(bytes.prefix(left))
            self.left = left - bytes.count
        }
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else {
                isUnheard = true
                return false
            }
            done += count
        }
        return !isCut
    }
}

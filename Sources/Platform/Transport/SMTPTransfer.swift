import CCurl
import Threading

/// One mail on its way to a server, as libcurl's callbacks see it.
///
/// `@unchecked` because all but `isCancelled` belongs to the one thread that performs the transfer.
final class SMTPTransfer: @unchecked Sendable {
    private static let answerLimitBytes = 500

    let isCancelled = Locked(false)
    private let mail: [UInt8]
    private var position = 0
    private let errorBuffer = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    /// The last refusal that the server said; else its last line.
    private(set) var lastAnswer = ""
    /// Whether libcurl has taken all of the mail.
    private(set) var isWhole = false

    init(_ mail: [UInt8]) {
        self.mail = mail
        errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit { errorBuffer.deallocate() }

    var errorText: String { String(cString: errorBuffer) }

    func attach(to easy: EasyHandle) throws(CurlError) {
        let me = Unmanaged.passUnretained(self).toOpaque()
        try easy.set(CURLOPT_UPLOAD, 1)
        try easy.set(CURLOPT_INFILESIZE_LARGE, large: mail.count)
        try easy.set(CURLOPT_READFUNCTION, onRead)
        try easy.set(CURLOPT_READDATA, pointer: me)
        try easy.set(CURLOPT_HEADERFUNCTION, onAnswer)
        try easy.set(CURLOPT_HEADERDATA, pointer: me)
        try easy.set(CURLOPT_WRITEFUNCTION, onAnswer)
        try easy.set(CURLOPT_WRITEDATA, pointer: me)
        try easy.setProgress(onProgress)
        try easy.set(CURLOPT_XFERINFODATA, pointer: me)
        try easy.set(CURLOPT_NOPROGRESS, 0)
        try easy.set(CURLOPT_ERRORBUFFER, pointer: errorBuffer)
    }

    /// Puts the next bytes of the mail into `room`; 0 at its end.
    func give(_ room: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(room.count, mail.count - position)
        mail.withUnsafeBytes {
            room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + count]))
        }
        position += count
        isWhole = position == mail.count
        return count
    }

    func take(answer bytes: UnsafeRawBufferPointer) {
        let text = String(decoding: bytes.prefix(Self.answerLimitBytes), as: UTF8.self)
        let line = text.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
        // The farewell that follows a refusal says nothing.
        let hasRefused = lastAnswer.first == "4" || lastAnswer.first == "5"
        guard !line.isEmpty, !hasRefused || line.first == "4" || line.first == "5" else { return }
        lastAnswer = line.filter { !$0.unicodeScalars.contains { $0.value < 0x20 } }
    }
}

// File scope: a closure written inside an isolated function would carry that isolation and trap on this thread.

private let onRead: ccurl_data_function = { bytes, size, count, context in
    guard let context else { return 0 }
    let transfer = Unmanaged<SMTPTransfer>.fromOpaque(context).takeUnretainedValue()
    return transfer.give(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
}

private let onAnswer: ccurl_data_function = { bytes, size, count, context in
    guard let context else { return 0 }
    let transfer = Unmanaged<SMTPTransfer>.fromOpaque(context).takeUnretainedValue()
    transfer.take(answer: UnsafeRawBufferPointer(start: bytes, count: size * count))
    return size * count
}

private let onProgress: curl_xferinfo_callback = { context, _, _, _, _ in
    guard let context else { return 0 }
    let transfer = Unmanaged<SMTPTransfer>.fromOpaque(context).takeUnretainedValue()
    // Anything but 0 ends the transfer.
    return transfer.isCancelled.withLock { $0 } ? 1 : 0
}

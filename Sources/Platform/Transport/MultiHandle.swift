import CCurl

/// The `CURLM` handle that drives all transfers.
///
/// `@unchecked` because `curl_multi_wakeup` may be called from any thread and all other calls are made by the
/// transport's thread alone; `TransferLoop` sees to it that nobody wakes it after `close`.
final class MultiHandle: @unchecked Sendable {
    private let pointer: UnsafeMutableRawPointer

    /// Nil when libcurl has no memory.
    init?() {
        guard Self.isReady, let pointer = curl_multi_init() else { return nil }
        self.pointer = pointer
        ccurl_multi_set_long(pointer, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
    }

    /// Global initialisation, once, before any other thread can be in libcurl.
    static let isReady = ccurl_global_init() == CURLE_OK

    func wake() { curl_multi_wakeup(pointer) }

    func add(_ easy: EasyHandle) -> Bool { curl_multi_add_handle(pointer, easy.pointer) == CURLM_OK }

    func remove(_ easy: EasyHandle) { curl_multi_remove_handle(pointer, easy.pointer) }

    /// Moves all transfers on as far as they go without waiting.
    func perform() {
        var running: Int32 = 0
        curl_multi_perform(pointer, &running)
    }

    /// The next transfer that has ended, and how; it is still to be removed.
    func nextEnded() -> (transfer: Transfer, code: CURLcode)? {
        var queued: Int32 = 0
        while let message = curl_multi_info_read(pointer, &queued) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
            // Read before the handle is removed: the message dies with it.
            let code = ccurl_message_result(message)
            var context: UnsafeMutableRawPointer?
            guard ccurl_get_pointer(easy, CURLINFO_PRIVATE, &context) == CURLE_OK, let context else { continue }
            return (Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue(), code)
        }
        return nil
    }

    /// Waits for traffic, for `wake`, or a second.
    func wait() { curl_multi_poll(pointer, nil, 0, 1000, nil) }

    /// Closes all connections; the last call.
    func close() { curl_multi_cleanup(pointer) }
}

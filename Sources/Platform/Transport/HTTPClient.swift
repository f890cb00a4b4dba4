import Threading

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// HTTP/1.1 and HTTP/2 over libcurl: many requests at once, connections shared and kept.
///
/// A request is sent once; who wants it again after a failure sends it again. `stop` must be called before the process
/// ends, or libcurl's thread may still run while libraries are being unloaded.
package final class HTTPClient: Sendable {
    /// Counts everything that this client sends.
    package let meter = HTTPMeter()
    private let loop: TransferLoop
    private let thread: PinnedThread

    /// Starts the client's thread. Throws `caFileUnusable`, or `other` when the system has no thread or memory left.
    package init(_ options: HTTPClientOptions = HTTPClientOptions()) throws(TransportFailure) {
        if let path = options.caFile, access(path, R_OK) != 0 {
            throw .caFileUnusable(path: path, detail: String(cString: strerror(errno)))
        }
        guard let multi = MultiHandle() else {
            throw .other(host: "any host", code: 27, detail: "libcurl cannot be started")
        }
        let loop = TransferLoop(options: options, multi: multi)
        do throws(PinnedThread.Failure) {
            thread = try PinnedThread { loop.run() }
        } catch {
            multi.close()
            throw .other(host: "any host", code: Int(error.errno), detail: error.description)
        }
        self.loop = loop
    }

    deinit { stop() }

    /// Ends what is on its way as cancelled, closes all connections and waits for the thread's end.
    package func stop() {
        loop.stop()
        thread.join()
    }

    /// Sends one request and waits for its answer, whatever its status; cancelling the task ends it at once.
    package func perform(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        for header in request.headers where header.line == nil { throw .invalidHeader(name: header.name) }
        let transfer = Transfer(request, meter: meter)
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                transfer.willComplete(continuation)
                loop.start(transfer)
            }
        } onCancel: {
            loop.cancel(transfer)
        }
        return try outcome.get()
    }
}

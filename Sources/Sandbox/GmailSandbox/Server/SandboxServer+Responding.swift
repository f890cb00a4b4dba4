import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore
import Threading

extension SandboxServer {
    /// More than Gmail takes in any request; a larger one is cut off.
    private static let longestBody = 64 << 20

    private struct Truncated: Error {}

    // `@concurrent`, as the server's own functions are: a writer does not change its isolation.
    @concurrent func respond(to request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel)
        async throws
    {
        var body: [UInt8] = []
        for try await buffer in request.body {
            body.append(contentsOf: buffer.readableBytesView)
            guard body.count <= Self.longestBody else { return try await channel.close() }
        }
        let received = ReceivedRequest(
            verb: request.method.rawValue, target: request.head.path ?? "/",
            headers: request.headers.map { .init(name: $0.name.rawName, value: $0.value) }, body: body)
        if received.target.segments.first == "sandbox" {
            return try await write(control(received), truncatedAt: nil, to: writer)
        }
        let (served, fault) = await serve(received)
        guard let served else { return try await channel.close() }
        try await write(served, truncatedAt: fault?.truncateBytes, to: writer)
    }

    /// Performs a request, faults included; nil when the connection is to be closed without an answer.
    private func serve(_ request: ReceivedRequest) async -> (Answer?, Fault?) {
        let call = APIMethod.at(verb: request.verb, segments: request.target.segments)
        let isToken = request.verb == "POST" && request.target.segments == ["token"]
        let isTokenInfo = request.verb == "GET" && request.target.segments == AccessToken.infoPath
        let methodID = isToken ? "token" : isTokenInfo ? "tokeninfo" : call?.method.id ?? "unknown"
        let fault = state.withLock { $0.takeFault(for: methodID) }
        if let fault, fault.delayMilliseconds > 0 {
            // A client that has gone away ends the wait; the answer is then nobody's.
            try? await Task.sleep(for: .milliseconds(fault.delayMilliseconds))
        }
        let moment = moment()
        var result: SandboxState.Result
        if let fault, fault.drop == .before {
            result = .init(answer: Answer(status: 0))
        } else if let fault, let status = fault.status {
            let grant = state.withLock { try? $0.grant(for: request, at: moment) }
            result = .init(
                answer: FaultAnswer.answer(fault, status: status, isToken: isToken), units: call?.method.units ?? 0,
                mailbox: grant?.mailbox)
        } else if isToken {
            result = issueToken(request, at: moment)
        } else if isTokenInfo {
            result = describeToken(request, at: moment)
        } else if let call {
            result = state.withLock { $0.perform(request, call.method, call.place, at: moment) }
        } else {
            result = .init(
                answer: Self.noSuchPage(request), violation: "There is no method \(request.verb) \(request.targetText)")
        }
        for (name, value) in fault?.headers ?? [:] { result.answer.set(header: name, value) }
        record(
            ServedRequest(
                method: methodID, verb: request.verb, target: request.targetText,
                status: fault?.drop == nil ? result.answer.status : 0, units: result.units, mailbox: result.mailbox,
                seconds: moment.steadySeconds, violation: result.violation, isFault: fault != nil))
        return (fault?.drop == nil ? result.answer : nil, fault)
    }

    private func issueToken(_ request: ReceivedRequest, at moment: SandboxState.Moment) -> SandboxState.Result {
        do throws(TokenFailure) {
            let token = try tokens.token(for: request, now: moment.milliseconds / 1_000)
            state.withLock { $0.tokens[token.text] = token }
            var answer = Answer(json: token.body)
            answer.set(header: "Cache-Control", "no-cache, no-store, max-age=0, must-revalidate")
            return .init(answer: answer, mailbox: token.grant.mailbox)
        } catch {
            return .init(answer: Answer(status: error.status, json: error.body))
        }
    }

    /// What a resource server asks: whether a token is good, and whose mailbox it opens.
    private func describeToken(_ request: ReceivedRequest, at moment: SandboxState.Moment) -> SandboxState.Result {
        let now = moment.milliseconds / 1_000
        let text = request.target.value("access_token") ?? ""
        guard let token = state.withLock({ $0.tokens[text] }), token.expires > now else {
            return .init(answer: Answer(status: TokenFailure.unknownToken.status, json: TokenFailure.unknownToken.body))
        }
        return .init(answer: Answer(json: token.info(of: account, now: now)), mailbox: token.grant.mailbox)
    }

    /// Google's front end answers unknown addresses with a page.
    private static func noSuchPage(_ request: ReceivedRequest) -> Answer {
        var answer = Answer(status: 404)
        let page = """
            <!DOCTYPE html>
            <html lang=en>
              <meta charset=utf-8>
              <title>Error 404 (Not Found)!!1</title>
              <p><b>404.</b> <ins>That’s an error.</ins>
              <p>The requested URL was not found on this server. <ins>That’s all we know.</ins>
            </html>

            """
        answer.setBody(.bytes(Array(page.utf8)), contentType: "text/html; charset=UTF-8")
        return answer
    }

    @concurrent private func write(
        _ answer: Answer, truncatedAt limit: Int?, to writer: consuming ResponseWriter
    ) async throws {
        var fields = HTTPFields()
        for header in answer.headers {
            if let name = HTTPField.Name(header.name) { fields[name] = header.value }
        }
        fields[.date] = Self.httpDate(milliseconds: moment().milliseconds)
        // 204 has no body and no length (RFC 9110, section 8.6). A large mail's body is chunked, as Google's are.
        let whole = answer.wholeBody
        if let whole, answer.status != 204 { fields[.contentLength] = String(whole.count) }
        let head = HTTPResponse(status: .init(code: answer.status), headerFields: fields)
        if let whole, limit == nil {
            return try await writer.write(response: head, body: ResponseBody(byteBuffer: ByteBuffer(bytes: whole)))
        }
        var body = try await writer.writeHead(head)
        var rest = limit ?? .max
        for chunk in answer.chunks where rest > 0 {
            let part = chunk().prefix(rest)
            rest -= part.count
            try await body.write(ByteBuffer(bytes: part))
        }
        // An error here closes the connection in the middle of the body.
        guard limit == nil else { throw Truncated() }
        try await body.finish(nil)
    }

    /// `Date` as RFC 9110, section 5.6.7, writes it.
    static func httpDate(milliseconds: Int) -> String {
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        var seconds = time_t(milliseconds / 1_000)
        var date = tm()
        gmtime_r(&seconds, &date)
        let day = String(format: "%02d", date.tm_mday)
        let time = String(format: "%02d:%02d:%02d", date.tm_hour, date.tm_min, date.tm_sec)
        return "\(days[Int(date.tm_wday)]), \(day) \(months[Int(date.tm_mon)]) \(date.tm_year + 1_900) \(time) GMT"
    }
}

import Foundation

/// The endpoints below `/sandbox/`, for tests that drive the sandbox as a process; they need no token.
///
///     GET    /sandbox/requests            every request with method, status, units and violation
///     GET    /sandbox/messages            id, subject, labels (names) and labelIds of every mail, oldest first
///     POST   /sandbox/messages            adds the mail in the body; answers its id
///     POST   /sandbox/messages/ID         {"addLabelIds":[…],"removeLabelIds":[…]}, as a person does it
///     DELETE /sandbox/messages/ID         deletes a mail for good
///     GET    /sandbox/sent                sent mails, each as text
///     GET, POST, DELETE /sandbox/faults   lists, adds (a list of faults), removes all
///     POST   /sandbox/clock               {"offsetSeconds":N}
///     POST   /sandbox/index               {"lagLists":N} or {"lagSeconds":N}; {} ends the lag
///     DELETE /sandbox/tokens              revokes every access token
extension SandboxServer {
    func control(_ request: ReceivedRequest) -> Answer {
        let path = request.target.segments.dropFirst()
        let json = JSONValue.parse(request.body)
        switch (request.verb, path.first, path.dropFirst().first) {
        case ("GET", "requests", nil): return Answer(json: .array(requests.map(\.json)))
        case ("GET", "messages", nil): return Answer(json: .array(mailIDs.map(summary)))
        case ("POST", "messages", nil):
            return Answer(json: ["id": .string(add(LoadedMail(content: Data(request.body)), labels: labels))])
        case ("POST", "messages", let id?) where labelIDs(of: id) != nil:
            relabel(id, adding: json?["addLabelIds"]?.strings ?? [], removing: json?["removeLabelIds"]?.strings ?? [])
            return Answer(json: summary(id))
        case ("DELETE", "messages", let id?) where remove(id): return Answer(status: 204)
        case ("GET", "sent", nil):
            return Answer(json: .strings(sent.map { String(decoding: $0, as: UTF8.self) }))
        case ("GET", "faults", nil): return Answer(json: .array(faults.map(\.json)))
        case ("POST", "faults", nil): return installFaults(json)
        case ("DELETE", "faults", nil):
            removeFaults()
            return Answer(status: 204)
        case ("POST", "clock", nil):
            guard let seconds = json?["offsetSeconds"]?.seconds else {
                return Self.refused("offsetSeconds is a number")
            }
            setClockOffset(seconds: seconds)
            return Answer(status: 204)
        case ("POST", "index", nil):
            setIndexLag(lists: json?["lagLists"]?.integer, seconds: json?["lagSeconds"]?.seconds)
            return Answer(status: 204)
        case ("DELETE", "tokens", nil):
            revokeTokens()
            return Answer(status: 204)
        default: return Self.refused("there is nothing at \(request.verb) \(request.targetText)", status: 404)
        }
    }

    private func summary(_ id: String) -> JSONValue {
        [
            "id": .string(id), "subject": .string(subject(of: id) ?? ""), "labels": .strings(labelNames(of: id) ?? []),
            "labelIds": .strings(labelIDs(of: id) ?? []),
        ]
    }

    private func installFaults(_ json: JSONValue?) -> Answer {
        guard let list = json?.array else { return Self.refused("the body is a list of faults") }
        do throws(Fault.Malformed) {
            var faults: [Fault] = []
            for item in list { faults.append(try Fault(item)) }
            install(faults)
            return Answer(json: ["installed": .integer(faults.count)])
        } catch {
            return Self.refused(error.reason)
        }
    }

    private static func refused(_ reason: String, status: Int = 400) -> Answer {
        Answer(status: status, json: ["error": .string(reason)])
    }
}

extension JSONValue {
    fileprivate var seconds: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }
}

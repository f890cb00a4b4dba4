/// Puts together what FETCH responses tell about each mail: a server may send flags and body apart.
struct BodyCollector {
    private let receiver: BodyReceiver
    private var flags: [UID: [Flag]] = [:]
    private var bodies: [UID: BodyReceiver.Body] = [:]
    private var delivered: Set<UID> = []

    init(receiver: BodyReceiver) { self.receiver = receiver }

    func isDelivered(_ uid: UID) -> Bool { delivered.contains(uid) }

    /// Takes one response; gives the mail that is complete by it.
    mutating func take(_ data: Response.FetchedData) throws -> (UID, FetchedMail)? {
        var body: BodyReceiver.Body?
        switch data.body {
        case .streamed: body = receiver.finish()
        case .text(let text): body = try receiver.finish(text)
        case .missing, nil: break
        }
        guard let uid = data.uid else {
            if body != nil { throw GrammarFailure("a mail without its UID") }
            return nil
        }
        if let known = data.flags { flags[uid] = known }
        if let body { bodies[uid] = body }
        guard flags[uid] != nil else { return nil }
        return complete(uid)
    }

    /// At the end of the command: mails whose flags never came.
    mutating func finish() -> [(UID, FetchedMail)] {
        bodies.keys.sorted().compactMap { complete($0) }
    }

    private mutating func complete(_ uid: UID) -> (UID, FetchedMail)? {
        guard let body = bodies.removeValue(forKey: uid), delivered.insert(uid).inserted else { return nil }
        switch body {
        case .content(let content): return (uid, .content(content, flags: flags[uid]))
        case .tooLarge(let bytes): return (uid, .tooLarge(bytes: bytes))
        }
    }
}

package import Intake
package import Mail
package import Tracking

/// The built-in handler: parse, decide, apply to a tracker.
package struct IntakeHandler: MessageHandler {
    private let parser: any MessageParser
    private let limits: ParsingLimits
    private let options: IntakeOptions
    private let tools: IntakeTools
    private let tracker: any Tracker
    private let replies = ReplyTurn()

    package init(
        parser: any MessageParser, limits: ParsingLimits, options: IntakeOptions, tools: IntakeTools,
        tracker: any Tracker
    ) {
        self.parser = parser
        self.limits = limits
        self.options = options
        self.tools = tools
        self.tracker = tracker
    }

    /// Options name things of the tracker: one that does not exist is told before any mail is touched.
    @discardableResult
    package func check() async throws(TargetFailure) -> [String] {
        let problems = try await DefaultsCheck(options: options).problems(in: tracker)
        guard problems.isEmpty else {
            throw TargetFailure(.configuration, problems.joined(separator: "\n"))
        }
        return try await OverrideCheck(options: options).warning(in: tracker).map { [$0] } ?? []
    }

    package func setupSteps() async -> [SetupStep] {
        do throws(TargetFailure) {
            let problems = try await DefaultsCheck(options: options).problems(in: tracker)
            guard problems.isEmpty else {
                return [
                    SetupStep(
                        "target", .fail, seen: problems.joined(separator: " "),
                        remedy: "Name what exists there, or create it.", failure: .configuration)
                ]
            }
            if let warning = try await OverrideCheck(options: options).warning(in: tracker) {
                return [
                    SetupStep("target", .warn, seen: warning, remedy: "Name what exists there, or leave the name out.")
                ]
            }
            return [SetupStep("target", .pass, seen: "the tracker answers, and the options name what exists there")]
        } catch {
            return [SetupStep("target", .fail, seen: error.text, failure: SourceFailure.Kind(error.kind))]
        }
    }

    package func preview(_ mail: RawMail, _ delivery: Delivery) async throws(TargetFailure) -> Preview {
        switch try await parse(mail) {
        case .beyondLimit(let reason): return Preview(outcome: .rejected(reason, report: nil), steps: [])
        case .message(let message):
            let decision = try await decide(message, options, tools, directory: tracker)
            switch decision.verdict {
            case .apply(let change, let person):
                let description = ChangeDescription(change, by: person)
                return Preview(
                    outcome: .accepted(
                        description.receipt, reply: decision.confirmation?.message(for: description.receipt)),
                    steps: decision.steps, change: description.lines)
            case .ignore(let reason): return Preview(outcome: .ignored(reason), steps: decision.steps)
            case .reject(let reason, let report):
                return Preview(outcome: .rejected(reason, report: report), steps: decision.steps)
            }
        }
    }

    package func deliver(_ mail: RawMail, _ delivery: Delivery) async throws(TargetFailure) -> HandlingOutcome {
        if let receipt = try await tracker.receipt(for: delivery.idempotencyKey) {
            return .accepted(receipt, reply: try await confirmation(of: receipt, mail))
        }
        switch try await parse(mail) {
        case .beyondLimit(let reason): return .rejected(reason, report: nil)
        case .message(let message):
            let isReply = !message.head.references.isEmpty || !message.head.inReplyTo.isEmpty
            guard isReply else { return try await decideAndApply(message, delivery) }
            await replies.begin()
            do throws(TargetFailure) {
                let outcome = try await decideAndApply(message, delivery)
                await replies.end()
                return outcome
            } catch {
                await replies.end()
                throw error
            }
        }
    }

    /// What the decision had read may change before it is applied: decides once more, then leaves it for later.
    private func decideAndApply(
        _ message: Message, _ delivery: Delivery
    ) async throws(TargetFailure) -> HandlingOutcome {
        for _ in 1...2 {
            if let outcome = try await attempt(message, delivery) { return outcome }
        }
        return .deferred(
            Reason(.stale, "what the mail changes was changed by someone else at the same time, twice"),
            retryAfter: nil)
    }

    /// nil when what was decided on has changed meanwhile.
    private func attempt(_ message: Message, _ delivery: Delivery) async throws(TargetFailure) -> HandlingOutcome? {
        let decision = try await decide(message, options, tools, directory: tracker)
        switch decision.verdict {
        case .ignore(let reason): return .ignored(reason)
        case .reject(let reason, let report): return .rejected(reason, report: report)
        case .apply(let change, let person):
            switch try await tracker.apply(change, by: person, key: delivery.idempotencyKey) {
            case .applied(let receipt):
                return .accepted(receipt, reply: decision.confirmation?.message(for: receipt))
            // Another attempt at the same mail was faster, and answers the sender.
            case .repeated(let receipt): return .accepted(receipt)
            case .stale: return nil
            }
        }
    }

    /// What the sender is to be told about a change whose outcome was lost: the process ended before it was recorded.
    private func confirmation(of receipt: Receipt, _ mail: RawMail) async throws(TargetFailure) -> OutgoingMessage? {
        let isAnnounced = options.announcesAccounts && receipt.newLogin != nil
        guard options.confirmsCreated || isAnnounced, case .message(let message) = try await parse(mail) else {
            return nil
        }
        return try await decide(message, options, tools, directory: tracker).confirmation?.message(for: receipt)
    }

    private enum Parsed {
        case message(Message)
        case beyondLimit(Reason)
    }

    private func parse(_ mail: RawMail) async throws(TargetFailure) -> Parsed {
        do throws(ParsingFailure) {
            return .message(try await parser.parse(mail, limits: limits))
        } catch {
            switch error {
            case .limit(let reason): return .beyondLimit(reason)
            case .spool(let failure): throw TargetFailure(.unavailable(retryAfter: nil), failure.description)
            }
        }
    }
}

extension SourceFailure.Kind {
    /// The class of a target's failure as that of a set-up step.
    init(_ kind: TargetFailure.Kind) {
        switch kind {
        case .unavailable(let retryAfter): self = .unavailable(retryAfter: retryAfter)
        case .refused: self = .refused
        case .credentials: self = .credentials
        case .configuration: self = .configuration
        }
    }
}

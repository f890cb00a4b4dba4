import Mail
import Transport

/// The id of the label for quarantined mail, looked up once and made when it is missing.
actor QuarantineLabel {
    private let name: String
    private let api: GmailAPI
    private var id: String?

    init(name: String, api: GmailAPI) {
        self.name = name
        self.api = api
    }

    /// Looks the label up, or makes it.
    func resolve() async throws(GmailAPI.CallFailure) -> String {
        if id == nil { id = try await find() }
        if let id { return id }
        let created = try await create()
        id = created
        return created
    }

    /// Somebody may have deleted it: look it up anew next time.
    func forget() { id = nil }

    private func find() async throws(GmailAPI.CallFailure) -> String? {
        let list = try await api.send(.labels) { response throws(AnswerFault) in try response.decoded(LabelList.self) }
        return list.labels?.first { $0.name.lowercased() == name.lowercased() }?.id
    }

    private func create() async throws(GmailAPI.CallFailure) -> String {
        let call: GmailCall
        do throws(GmailFailure) { call = try .createLabel(name: name) } catch { throw .gmail(error) }
        let created = try await api.send(call) { response throws(AnswerFault) in
            // A conflict: somebody else made it in this moment.
            response.isSuccess ? try response.decoded(Label.self) : nil
        }
        if let created { return created.id }
        if let id = try await find() { return id }
        throw .gmail(
            GmailFailure(
                .configuration, cause: "Gmail does not allow a label with the name \(name)",
                remedy: "choose another name with --quarantine-label"))
    }
}

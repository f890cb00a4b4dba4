/// Quota units of each method (Gmail API reference, "Usage limits", regime of projects made since May 2026).
enum GmailMethod: Sendable {
    case getProfile, listMessages, getMessage, modifyMessage, batchModifyMessages, listLabels, createLabel, sendMessage

    var units: Int {
        switch self {
        case .getProfile, .listLabels: 1
        case .listMessages, .modifyMessage, .createLabel: 5
        case .getMessage: 20
        case .batchModifyMessages: 50
        case .sendMessage: 100
        }
    }
}

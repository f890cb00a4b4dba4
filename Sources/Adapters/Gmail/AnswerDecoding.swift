import Foundation
import Transport

extension HTTPResponse {
    /// Reads the body as JSON; tells a body that breaks off from one that is something else.
    func decoded<Value: Decodable>(_ type: Value.Type) throws(AnswerFault) -> Value {
        let data = Data(body)
        if let value = try? JSONDecoder().decode(type, from: data) { return value }
        let begins = body.first { ![9, 10, 13, 32].contains($0) }
        let isJSON = (try? JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)) != nil
        if begins == nil || (begins == UInt8(ascii: "{") && !isJSON) { throw .cut("the answer breaks off") }
        throw .foreign("the answer is not the Gmail API's")
    }
}

struct MessageList: Decodable {
    struct Entry: Decodable {
        let id: String
        let threadId: String?
    }

    /// Absent when nothing matches.
    let messages: [Entry]?
    let nextPageToken: String?
    let resultSizeEstimate: Int?

    /// Reads a page; an object without any of its fields is not the API's.
    static func read(_ response: HTTPResponse) throws(AnswerFault) -> MessageList {
        let list = try response.decoded(MessageList.self)
        guard list.messages != nil || list.nextPageToken != nil || list.resultSizeEstimate != nil else {
            throw .foreign("the answer is not the Gmail API's")
        }
        return list
    }
}

struct Profile: Decodable {
    let emailAddress: String
    let messagesTotal: Int?
}

struct Label: Decodable {
    let id: String
    let name: String
}

struct LabelList: Decodable {
    let labels: [Label]?
}

struct ModifiedMessage: Decodable {
    let id: String
}

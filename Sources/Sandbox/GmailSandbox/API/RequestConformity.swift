/// Checks a request against the discovery document, as Google's front end does before any method runs.
enum RequestConformity {
    /// Throws for a query parameter that the method does not have, or a value that is not of its type.
    static func check(query: [RequestTarget.Item], of method: APIMethod) throws(APIFailure) {
        for item in query {
            guard let type = method.parameters[item.name] ?? DiscoveryTable.globalParameters[item.name] else {
                throw .unknownParameter(item.name)
            }
            switch type {
            case .string, .strings: break
            case .boolean:
                guard ["true", "false", "1", "0"].contains(item.value) else { throw invalid(item, "TYPE_BOOL") }
            case .unsigned:
                guard UInt32(item.value) != nil else { throw invalid(item, "TYPE_UINT32") }
            case .words(let words):
                guard words.contains(item.value.lowercased()) else { throw invalid(item, "TYPE_ENUM") }
            }
            let isRepeated = type == .strings
            guard isRepeated || query.count(where: { $0.name == item.name }) == 1 else {
                throw .violation("Invalid JSON payload received. Parameter \"\(item.name)\" is given more than once.")
            }
        }
    }

    private static func invalid(_ item: RequestTarget.Item, _ type: String) -> APIFailure {
        .violation("Invalid value at '\(item.name)' (\(type)), \"\(item.value)\"")
    }

    /// The body's JSON, checked against the method's schema; an empty object where the method takes no body.
    static func body(_ bytes: [UInt8], contentType: String?, of method: APIMethod) throws(APIFailure) -> JSONValue {
        guard let schema = method.request else {
            guard bytes.isEmpty else {
                throw .violation("Invalid JSON payload received. \(method.id) takes no request body.")
            }
            return [:]
        }
        guard let contentType, contentType.lowercased().hasPrefix("application/json") else {
            throw .violation("Invalid JSON payload received. The Content-Type of a request body is application/json.")
        }
        guard let value = JSONValue.parse(bytes), value.members != nil else {
            throw .violation("Invalid JSON payload received. Unexpected token.")
        }
        try check(value, is: .schema(schema), at: "")
        return value
    }

    private static func check(_ value: JSONValue, is type: JSONType, at path: String) throws(APIFailure) {
        switch type {
        case .string:
            guard value.string != nil || value == .null else { throw invalid(value, path, "TYPE_STRING") }
        case .integer:
            guard value.integer != nil || value == .null else { throw invalid(value, path, "TYPE_INT32") }
        case .list(let element):
            guard let values = value.array else { throw invalid(value, path, "TYPE_LIST") }
            for (index, value) in values.enumerated() { try check(value, is: element, at: "\(path)[\(index)]") }
        case .schema(let name):
            guard let members = value.members else { throw invalid(value, path, "TYPE_MESSAGE") }
            for member in members {
                guard let type = DiscoveryTable.schemas[name]?[member.name] else {
                    let place = path.isEmpty ? "" : " at '\(path)'"
                    throw .violation(
                        "Invalid JSON payload received. Unknown name \"\(member.name)\"\(place): Cannot find field.")
                }
                try check(member.value, is: type, at: path.isEmpty ? member.name : "\(path).\(member.name)")
            }
        }
    }

    private static func invalid(_ value: JSONValue, _ path: String, _ type: String) -> APIFailure {
        .violation("Invalid value at '\(path)' (\(type)), \(value.text())")
    }
}

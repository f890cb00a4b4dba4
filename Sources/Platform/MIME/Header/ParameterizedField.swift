import CGMime

/// A Content-Type or Content-Disposition (RFC 2045, section 5.1; RFC 2183) as GMime reads it, after small repairs.
struct ParameterizedField {
    /// What stands before the parameters, in lower case.
    let value: String
    /// Decoded values by lower-case name; the first of equal names counts.
    let parameters: [String: String]

    /// A value without parameters.
    init(value: String) {
        self.value = value
        parameters = [:]
    }

    /// Reads a Content-Type; one that is none is `application/octet-stream`.
    init(contentType field: [UInt8]) {
        let text = ParameterizedField.withSlash(ParameterizedField.repaired(field))
        let handle = GObjectHandle(g_mime_content_type_parse(nil, text))
        let type = handle.pointer(to: GMimeContentType.self)
        (value, parameters) = withExtendedLifetime(handle) {
            let written = g_mime_content_type_get_mime_type(type)
            defer { g_free(written) }
            let name = written.map { String(cString: $0).lowercased() } ?? ""
            let isType = name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
            return (
                isType ? name : "application/octet-stream",
                ParameterizedField.values(g_mime_content_type_get_parameters(type))
            )
        }
    }

    /// Reads a Content-Disposition.
    init(disposition field: [UInt8]) {
        let text = ParameterizedField.repaired(field)
        let handle = GObjectHandle(g_mime_content_disposition_parse(nil, text))
        let disposition = handle.pointer(to: GMimeContentDisposition.self)
        (value, parameters) = withExtendedLifetime(handle) {
            let name = g_mime_content_disposition_get_disposition(disposition).map { String(cString: $0) } ?? ""
            return (
                HeaderText.clean(name).lowercased(),
                ParameterizedField.values(g_mime_content_disposition_get_parameters(disposition))
            )
        }
    }

    private static func repaired(_ field: [UInt8]) -> String {
        ExtendedValues.wrapped(withBackslashes(HeaderText.repaired(field)))
    }

    private static func values(_ list: UnsafeMutablePointer<GMimeParamList>?) -> [String: String] {
        var values: [String: String] = [:]
        for index in 0..<(list.map { g_mime_param_list_length($0) } ?? 0) {
            guard let parameter = g_mime_param_list_get_parameter_at(list, index),
                let name = g_mime_param_get_name(parameter), let value = ExtendedValues.value(of: parameter)
            else { continue }
            let key = String(cString: name).lowercased()
            if values[key] == nil { values[key] = HeaderText.clean(value) }
        }
        return values
    }

    /// GMime takes every type without a slash to be unknown, and leaves its parameters: `text` and no type at all are
    /// `text/plain`.
    private static func withSlash(_ text: String) -> String {
        let head = text.prefix { $0 != ";" }
        if head.contains("/") { return text }
        let word = HeaderText.clean(String(head)).lowercased()
        if word.contains("=") { return "text/plain; \(text)" }
        let type = word.isEmpty || word == "text" ? "text/plain" : "application/octet-stream"
        return type + text[head.endIndex...]
    }

    /// Backslashes of Windows paths: GMime drops those that quote nothing.
    private static func withBackslashes(_ text: String) -> String {
        guard text.contains("\\") else { return text }
        var result = ""
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            result.unicodeScalars.append(scalar)
            guard scalar == "\\" else { continue }
            if let next = rest.first, next == "\"" || next == "\\" {
                result.unicodeScalars.append(next)
                rest = rest.dropFirst()
            } else {
                result += "\\"
            }
        }
        return result
    }
}

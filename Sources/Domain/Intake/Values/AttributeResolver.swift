package import Tracking

/// Turns the text of a keyword or option into a value that the tracker knows.
package struct AttributeResolver: Sendable {
    /// What came of looking a text up.
    package enum Resolution: Sendable, Equatable {
        case value(AttributeValue)
        /// No such name; `acceptable`: the names there are.
        case unknown(acceptable: [String])
        /// Not of the right form; `expected` describes it: "a date such as 2030-01-31".
        case invalid(expected: String)
        /// Several have it; their names.
        case ambiguous([String])
    }

    package init() {}

    /// `typeID`: the work package's type, for custom fields that belong to some types only; nil: not checked.
    package func value(
        for attribute: Attribute, text: String, vocabulary: Vocabulary, assignable: [Principal], typeID: Int?
    ) -> Resolution {
        .invalid(expected: "a value")
    }
}

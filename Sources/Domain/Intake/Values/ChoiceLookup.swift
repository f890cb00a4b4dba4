package import Tracking

/// Finds a choice by its name, whatever the case.
package struct ChoiceLookup: Sendable {
    private let choices: [Choice]

    package init(_ choices: [Choice]) { self.choices = choices }

    /// The choice spelled exactly so, else the first that is equal in its normal form; nil when none is.
    package func choice(named name: String) -> Choice? {
        if let exact = choices.first(where: { $0.name == name }) { return exact }
        let form = NormalForm(name)
        return choices.first { NormalForm($0.name) == form }
    }
}

import Testing
import Tracking

@testable import Intake

@Suite struct ChoiceLookupTests {
    private let lookup = ChoiceLookup([
        Choice(id: 1, name: "In progress"), Choice(id: 2, name: "Closed"), Choice(id: 3, name: "CLOSED"),
        Choice(id: 4, name: "Größe"),
    ])

    @Test(arguments: [
        ("In progress", 1), ("IN PROGRESS", 1), (" in\u{A0}progress ", 1), ("Closed", 2), ("CLOSED", 3), ("closed", 2),
        ("Gro\u{308}ße", 4), ("GRÖSSE", 4),
    ])
    func `given a name in any case, when looked up, then the choice is found, the exact one first`(
        name: String, id: Int
    ) {
        #expect(lookup.choice(named: name)?.id == id)
    }

    @Test(arguments: ["", "Close", "Closed now", "Progress"])
    func `given a part of a name or another one, when looked up, then there is none`(name: String) {
        #expect(lookup.choice(named: name) == nil)
    }
}

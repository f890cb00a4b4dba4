import Testing
import Tracking

@testable import Intake

@Suite struct PrincipalLookupTests {
    private static func person(
        _ id: Int, _ login: String, _ first: String, _ last: String, _ mails: [String]
    ) -> Principal {
        Principal(
            id: PrincipalID(id), name: "\(first) \(last)",
            kind: .person(login: login, firstName: first, lastName: last, mails: mails))
    }

    private static let hannah = person(1, "hannah", "Hannah", "Meier", ["hannah@example.org", "h.meier@example.net"])
    private static let ann = person(2, "ann", "Ann", "Schmidt", ["ann@example.org"])
    private static let jose = person(3, "jperez", "José", "Pérez García", ["jose@example.org"])
    private static let taro = person(4, "taro", "太郎", "山田", [])
    private static let double1 = person(5, "max1", "Max", "Muster", ["max1@example.org"])
    private static let double2 = person(6, "max2", "Max", "Muster", ["max2@example.org"])
    private static let odd = person(7, "Jose Group", "Other", "Person", ["x_y@example.org"])
    private static let group = Principal(id: PrincipalID(8), name: "A Team, Support", kind: .group)
    private static let all = [hannah, ann, jose, taro, double1, double2, odd, group]

    private func match(_ text: String) -> PrincipalLookup.Match { PrincipalLookup(Self.all).match(text) }

    @Test(arguments: [
        ("hannah", hannah), ("HANNAH", hannah), (" hannah\u{A0}", hannah), ("@hannah", hannah),
        ("hannah@example.org", hannah), ("Hannah@Example.ORG", hannah), ("h.meier@example.net", hannah),
        ("mailto:hannah@example.org", hannah), ("<hannah@example.org>", hannah),
        ("<mailto:hannah@example.org>", hannah),
        ("Somebody <hannah@example.org>", hannah), ("Ann Schmidt <hannah@example.org>", hannah),
        ("ann <hannah@example.org>", hannah), ("\"Meier, Hannah\" <mailto:hannah@example.org>", hannah),
        ("[hannah@example.org](mailto:hannah@example.org)", hannah), ("Hannah Meier <unknown@example.org>", hannah),
        ("Hannah Meier", hannah), ("meier hannah", hannah), ("Meier, Hannah", hannah), ("Meier,Hannah", hannah),
        ("\"Meier, Hannah\"", hannah),
        // An exact login beats a part of another name.
        ("ann", ann), ("Ann Schmidt", ann), ("Schmidt", ann), ("schmi", ann),
        ("Jose\u{301} Pe\u{301}rez Garci\u{301}a", jose), ("Pérez García, José", jose), ("JPEREZ", jose),
        ("太郎 山田", taro), ("山田 太郎", taro), ("山田太郎", taro), ("山田", taro),
        ("a team support", group), ("A Team, Support", group), ("team", group),
        ("max1", double1), ("Max Muster <max2@example.org>", double2), ("Jose Group", odd),
    ])
    func `given a name of one, when looked up, then it is found`(text: String, principal: Principal) {
        #expect(match(text) == .found(principal))
    }

    @Test func `given a name of several, when looked up, then all are named`() {
        #expect(match("Max Muster") == .ambiguous([Self.double1, Self.double2]))
        #expect(match("muster") == .ambiguous([Self.double1, Self.double2]))
        #expect(match("e") == .ambiguous([Self.hannah, Self.jose, Self.double1, Self.double2, Self.odd, Self.group]))
    }

    @Test(arguments: ["", " ", "nobody", "%", "_", "hannah@example", "example.org", "<>", "@", "x_y"])
    func `given a name of none, when looked up, then it is unknown`(text: String) {
        #expect(match(text) == .unknown)
    }

    @Test func `given a person and a group of one name, when looked up, then it is the person`() {
        let twin = Principal(id: PrincipalID(9), name: "Hannah Meier", kind: .group)
        #expect(PrincipalLookup([twin, Self.hannah]).match("Hannah Meier") == .found(Self.hannah))
    }
}

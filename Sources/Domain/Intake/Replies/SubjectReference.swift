import Tracking

/// The number in a subject such as `Re: [Feature request #42] Title`; `[12345#1]` is none.
struct SubjectReference {
    /// The first number in square brackets that has nothing or a blank in front of its `#`; nil when there is none.
    static func workPackage(in subject: String) -> WorkPackageID? {
        var rest = subject[...]
        while let open = rest.firstIndex(of: "[") {
            rest = rest[rest.index(after: open)...]
            guard let close = rest.firstIndex(of: "]") else { return nil }
            let inside = rest[..<close]
            if let hash = inside.lastIndex(of: "#") {
                let digits = inside[inside.index(after: hash)...]
                let before = inside[..<hash].last
                if before?.isWhitespace ?? true,
                    digits.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
                    let number = Int(digits)
                {
                    return WorkPackageID(number)
                }
            }
        }
        return nil
    }
}

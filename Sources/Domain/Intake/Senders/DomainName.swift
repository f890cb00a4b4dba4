/// A domain in the form in which its two spellings are equal: `xn--bcher-kva.example` is `bücher.example`.
///
/// Labels are compared as they are written beside case; the mappings of IDNA (RFC 5895) that reach further are left to
/// the programs that made them.
struct DomainName: Hashable {
    /// Lower case, every label in Unicode.
    let unicode: String

    private static let mark = "xn--"

    init(_ text: some StringProtocol) {
        let labels = text.lowercased().split(separator: ".", omittingEmptySubsequences: false)
        unicode = labels.map { label in
            guard label.hasPrefix(Self.mark) else { return String(label) }
            return Punycode.decoded(label.dropFirst(Self.mark.count)) ?? String(label)
        }.joined(separator: ".")
    }

    /// Lower case, every label in ASCII.
    var ascii: String {
        unicode.split(separator: ".", omittingEmptySubsequences: false).map { label in
            guard !label.utf8.allSatisfy({ $0 < 0x80 }) else { return String(label) }
            return Punycode.encoded(label).map { Self.mark + $0 } ?? String(label)
        }.joined(separator: ".")
    }
}

/// Unicode in the letters of a host name (RFC 3492).
private enum Punycode {
    // The parameters of section 5.
    private static let base = 36
    private static let smallest = 1
    private static let largest = 26
    private static let skew = 38
    private static let damp = 700
    private static let initialBias = 72
    private static let initialValue = 0x80
    /// The longest label of a host name; longer ones are not decoded.
    private static let maximumLength = 63

    /// nil when the text is no label.
    static func decoded(_ text: Substring) -> String? {
        guard !text.isEmpty, text.utf8.count <= maximumLength, text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let delimiter = text.lastIndex(of: "-")
        var output = Array((delimiter.map { text[..<$0] } ?? "").unicodeScalars)
        var rest = Array((delimiter.map { text[text.index(after: $0)...] } ?? text).utf8)[...]
        var (value, place, bias) = (initialValue, 0, initialBias)
        while !rest.isEmpty {
            let start = place
            var weight = 1
            var step = base
            while true {
                guard let byte = rest.popFirst(), let digit = digit(byte) else { return nil }
                place += digit * weight
                let limit = threshold(step, bias)
                if digit < limit { break }
                weight *= base - limit
                // A label of 63 letters that goes on so far is no label.
                guard weight < 1 << 31, place < 1 << 31 else { return nil }
                step += base
            }
            bias = adapted(place - start, count: output.count + 1, isFirst: start == 0)
            value += place / (output.count + 1)
            place %= output.count + 1
            guard let scalar = UInt32(exactly: value).flatMap(Unicode.Scalar.init) else { return nil }
            output.insert(scalar, at: place)
            place += 1
        }
        return String(String.UnicodeScalarView(output)).lowercased()
    }

    /// nil when the label is too long.
    static func encoded(_ label: Substring) -> String? {
        // Canonical composition by way of comparison would need tables; what programs write is composed.
        let input = label.unicodeScalars.map { Int($0.value) }
        guard input.count <= maximumLength else { return nil }
        var output = input.filter { $0 < initialValue }.map { UInt8($0) }
        let basic = output.count
        if basic > 0 { output.append(UInt8(ascii: "-")) }
        var (value, delta, bias, handled) = (initialValue, 0, initialBias, basic)
        while handled < input.count {
            guard let next = input.filter({ $0 >= value }).min() else { return nil }
            delta += (next - value) * (handled + 1)
            value = next
            for scalar in input {
                if scalar < value { delta += 1 }
                guard scalar == value else { continue }
                var rest = delta
                var step = base
                while true {
                    let limit = threshold(step, bias)
                    if rest < limit { break }
                    output.append(letter(limit + (rest - limit) % (base - limit)))
                    rest = (rest - limit) / (base - limit)
                    step += base
                }
                output.append(letter(rest))
                bias = adapted(delta, count: handled + 1, isFirst: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            value += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func threshold(_ step: Int, _ bias: Int) -> Int { min(max(step - bias, smallest), largest) }

    private static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / damp : delta / 2
        delta += delta / count
        var steps = 0
        while delta > ((base - smallest) * largest) / 2 {
            delta /= base - smallest
            steps += base
        }
        return steps + (base - smallest + 1) * delta / (delta + skew)
    }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a"))
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0")) + 26
        default: nil
        }
    }

    private static func letter(_ digit: Int) -> UInt8 {
        digit < 26 ? UInt8(ascii: "a") + UInt8(digit) : UInt8(ascii: "0") + UInt8(digit - 26)
    }
}

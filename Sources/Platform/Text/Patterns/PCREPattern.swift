import CPCRE2
package import Intake

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A user's regular expression, compiled by PCRE2: UTF, `^` and `$` at lines, dot matches newlines; bounded in steps, depth,
/// memory and processor time (7.4.5).
package final class PCREPattern: TextPattern, @unchecked Sendable {
    // `@unchecked`: the compiled code is never changed after `init`; PCRE2 allows any number of threads to match with it.
    private let code: OpaquePointer

    /// Steps of one attempt to match, that is, of one that starts at one character.
    private static let stepLimit: UInt32 = 1_000_000
    private static let depthLimit: UInt32 = 10_000
    private static let heapLimitKiB: UInt32 = 16_384

    /// Processor time for one text: a million characters times a million steps would take days.
    private static let timeLimitNanoseconds: UInt64 = 1_000_000_000

    /// Compiles `pattern`; throws with PCRE2's message and the byte where it stopped.
    package init(_ pattern: String) throws(PatternError) {
        // Callouts look at the clock: PCRE2's own limits start anew at every character of the text.
        let options =
            PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_MULTILINE | PCRE2_DOTALL | PCRE2_AUTO_CALLOUT
        var number: Int32 = 0
        var offset = 0
        guard let code = pcre2_compile_8(Array(pattern.utf8), pattern.utf8.count, options, &number, &offset, nil) else {
            throw PatternError(message: PCREPattern.message(number), offset: offset)
        }
        self.code = code
    }

    deinit { pcre2_code_free_8(code) }

    package func removingMatches(in text: String) throws(PatternLimitReached) -> String {
        guard let data = pcre2_match_data_create_from_pattern_8(code, nil),
            let context = pcre2_match_context_create_8(nil)
        else { throw PatternLimitReached() }
        defer {
            pcre2_match_data_free_8(data)
            pcre2_match_context_free_8(context)
        }
        pcre2_set_match_limit_8(context, PCREPattern.stepLimit)
        pcre2_set_depth_limit_8(context, PCREPattern.depthLimit)
        pcre2_set_heap_limit_8(context, PCREPattern.heapLimitKiB)
        var clock = MatchClock(deadline: MatchClock.now() + PCREPattern.timeLimitNanoseconds)
        let subject = Array(text.utf8)
        let kept = withUnsafeMutablePointer(to: &clock) { clock in
            pcre2_set_callout_8(context, lookAtClock, clock)
            return bytesOutsideMatches(of: subject, data, context)
        }
        guard let kept else { throw PatternLimitReached() }
        return kept.count == subject.count ? text : String(decoding: kept, as: UTF8.self)
    }

    /// nil when a limit was reached.
    private func bytesOutsideMatches(of subject: [UInt8], _ data: OpaquePointer, _ context: OpaquePointer) -> [UInt8]? {
        var kept: [UInt8] = []
        var start = 0
        while start <= subject.count {
            // A Swift string's UTF-8 is valid: no need to check it again for every match.
            let result = pcre2_match_8(code, subject, subject.count, start, PCRE2_NO_UTF_CHECK, data, context)
            if result == PCRE2_ERROR_NOMATCH { break }
            guard result >= 0, let bounds = pcre2_get_ovector_pointer_8(data) else { return nil }
            // `\K` in a look-ahead can put the start behind the end; such a match removes nothing.
            let matchEnd = max(bounds[0], bounds[1], start)
            kept += subject[start..<max(start, min(bounds[0], matchEnd))]
            start = matchEnd
            if bounds[0] >= bounds[1] {
                // An empty match: on with the next character.
                let next = subject[start...].dropFirst().firstIndex { $0 & 0xC0 != 0x80 } ?? subject.count
                kept += subject[start..<next]
                start = start < subject.count ? next : subject.count + 1
            }
        }
        if start < subject.count { kept += subject[start...] }
        return kept
    }

    private static func message(_ number: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        let length = pcre2_get_error_message_8(number, &buffer, buffer.count)
        return String(decoding: buffer.prefix(Int(max(0, length))), as: UTF8.self)
    }
}

/// How much processor time one call may still take.
private struct MatchClock {
    let deadline: UInt64
    var callouts: UInt32 = 0

    /// Processor time of this thread in nanoseconds: the load of the machine does not count.
    static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}

/// Ends the match when its time is up; asked before every item of the pattern, it looks at the clock every 32nd time.
private let lookAtClock:
    @convention(c) (UnsafeMutablePointer<pcre2_callout_block_8>?, UnsafeMutableRawPointer?) -> Int32 = {
        _, context in
        guard let clock = context?.assumingMemoryBound(to: MatchClock.self) else { return 0 }
        clock.pointee.callouts &+= 1
        guard clock.pointee.callouts % 32 == 0, MatchClock.now() > clock.pointee.deadline else { return 0 }
        return PCRE2_ERROR_CALLOUT
    }

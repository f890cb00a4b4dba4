/// A user's regular expression that does not compile.
package struct PatternError: Error, Equatable {
    /// What PCRE2 says about it.
    package let message: String
    /// Where, in bytes from the start of the expression.
    package let offset: Int

    package init(message: String, offset: Int) {
        self.message = message
        self.offset = offset
    }
}

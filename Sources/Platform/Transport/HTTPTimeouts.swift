/// How long a request waits for a server.
package struct HTTPTimeouts: Sendable, Equatable {
    /// Name look-up, TCP and TLS together: longer waits than 10 s are packets lost for good.
    package static let defaultConnect: Duration = .seconds(10)
    /// A minute without a sign is a dead server; large mails may take longer as long as bytes flow.
    package static let defaultSilence: Duration = .seconds(60)

    /// Slower than this many bytes a second counts as silence, or a server could hold a request for ever with drops.
    static let silentBytesPerSecond = 30

    package var connect: Duration
    /// The longest silence, in whole seconds.
    package var silence: Duration

    package init(connect: Duration = defaultConnect, silence: Duration = defaultSilence) {
        self.connect = connect
        self.silence = silence
    }
}

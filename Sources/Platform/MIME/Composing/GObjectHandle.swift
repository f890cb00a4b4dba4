import CGMime

/// Starts GMime once in the process.
enum GMimeLibrary {
    private static let started: Void = g_mime_init()

    static func start() { _ = started }
}

/// One reference of ours to a GObject, given back at the end. Used by one call on one thread.
final class GObjectHandle {
    private let object: UnsafeMutableRawPointer

    /// Takes over a reference from a `…_new` function; GLib ends the process when there is no memory, so it is never nil.
    init<Object>(_ object: UnsafeMutablePointer<Object>?) {
        guard let object else { preconditionFailure("GLib gave no object") }
        self.object = UnsafeMutableRawPointer(object)
    }

    deinit { g_object_unref(object) }

    /// The object as one of its classes, which are prefixes of each other in memory.
    func pointer<Class>(to type: Class.Type) -> UnsafeMutablePointer<Class> { object.assumingMemoryBound(to: type) }
}

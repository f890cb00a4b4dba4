import CGMime

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

extension UnsafeMutablePointer {
    /// The object as `type` when it is an instance of the class `gtype`; nil when it is not. Borrowed.
    func cast<Class>(to type: Class.Type, _ gtype: GType) -> UnsafeMutablePointer<Class>? {
        let object = UnsafeMutableRawPointer(self)
        guard g_type_check_instance_is_a(object.assumingMemoryBound(to: GTypeInstance.self), gtype) != 0 else {
            return nil
        }
        return object.assumingMemoryBound(to: type)
    }
}

import Mail

extension IMAPSession {
    /// How many folders an error text names.
    private static let shownFolders = 12

    /// Selects the folder, or anew when it is: that also tells what has arrived.
    func select() throws {
        let name = serverName(options.folder)
        var validity: UIDValidity?
        var flags: [Flag]?
        var uidNext: UID?
        var count = 0
        folder = nil
        sizes = [:]
        let status = try exchange(command("SELECT", name)) { data in
            switch data {
            case .exists(let number): count = number
            case .status(let status):
                switch status.code {
                case .uidValidity(let number): validity = number
                case .uidNext(let uid): uidNext = uid
                case .permanentFlags(let permanent, _): flags = permanent
                default: break
                }
            default: break
            }
        }
        guard status.kind == .ok else { throw try refusedFolder(status, name) }
        guard let validity else {
            throw SessionFailure(
                kind: .refused, cause: "\(host) gives no UIDVALIDITY for the folder \(options.folder)",
                remedy: "mails cannot be told apart there; use another server or folder")
        }
        folder = SelectedFolder(
            name: name, validity: validity, isReadOnly: status.has(.readOnly), permanentFlags: flags,
            uidNext: uidNext, count: count)
    }

    /// The folder that is open, and may be changed.
    func writableFolder() throws -> SelectedFolder {
        guard let folder else { throw SessionFailure.ended(host, nil) }
        guard !folder.isReadOnly else { throw readOnly }
        return folder
    }

    var readOnly: SessionFailure {
        SessionFailure(
            kind: .credentials, cause: "the folder \(options.folder) is read-only for \(options.username)",
            remedy: "give the user the right to change flags and to delete", leavesConnection: true)
    }

    /// The server's own name for what a person wrote.
    func serverName(_ text: String) -> String {
        let name = (namespace ?? .flat(separator: nil)).folder(text)
        return usesUTF8 ? name : ModifiedUTF7.encode(name)
    }

    func command(_ word: String, _ name: String) -> Command {
        Command(word).adding(string: name, unaskedLiterals: capabilities.hasUnaskedLiterals, utf8: usesUTF8)
    }

    /// Makes a folder, and shows it to mail programs that show subscribed ones only.
    func create(_ name: String) throws {
        let status = try exchange(command("CREATE", name))
        guard status.kind == .ok || status.has(.alreadyExists) else {
            throw SessionFailure(
                status, to: "to create the folder \(name)", host: host, otherwise: .configuration,
                remedy: "create it, or name another one")
        }
        _ = try exchange(command("SUBSCRIBE", name))
    }

    func exists(_ name: String) throws -> Bool {
        var found = false
        _ = try exchange(command("LIST \"\"", name)) { data in
            if case .list(let folder) = data { found = found || !folder.attributes.contains(Flag("\\NonExistent")) }
        }
        return found
    }

    /// Says whether the folder is missing or closed to us.
    private func refusedFolder(_ status: Response.Status, _ name: String) throws -> SessionFailure {
        let general = SessionFailure(
            status, to: "to open the folder \(options.folder)", host: host, otherwise: .credentials,
            remedy: "give the user the right to read it")
        if general.isWorthRetrying || status.kind == .bad || status.has(.noPermission) { return general }
        if try status.has(.nonexistent) || !exists(name) {
            return SessionFailure(
                kind: .configuration, cause: "\(options.account) has no folder named \(options.folder)",
                remedy: "--folder takes one of: \(try folderNames())", leavesConnection: true)
        }
        return general
    }

    private func folderNames() throws -> String {
        var names: [String] = []
        _ = try exchange(Command("LIST \"\" \"*\"")) { data in
            guard case .list(let folder) = data, !folder.attributes.contains(Flag("\\Noselect")) else { return }
            if names.count <= Self.shownFolders {
                names.append(usesUTF8 ? folder.name : ModifiedUTF7.decode(folder.name))
            }
        }
        let shown = names.prefix(Self.shownFolders).joined(separator: ", ")
        return names.count > Self.shownFolders ? shown + ", …" : shown
    }
}

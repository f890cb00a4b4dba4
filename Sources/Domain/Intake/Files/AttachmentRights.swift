import Mail
import Tracking

/// Files of a sender who may not attach any: left out and named, the rest of the mail stands (7.5.5).
struct AttachmentRights {
    let options: IntakeOptions
    let rights: Rights

    func allowed(_ stored: StoredFiles, _ trail: inout Trail) -> StoredFiles {
        if options.skipsPermissionCheck || rights.allow(.addWorkPackageAttachments) || rights.allow(.editWorkPackages) {
            return stored
        }
        for file in stored.files {
            trail.step(.permission, file.fileName, "left out: the sender has no add_work_package_attachments")
            trail.note(.refusedFile, line: file.fileName, complaint: .mayNotAttach(name: file.fileName))
        }
        return StoredFiles()
    }
}

import Mail
import Testing
import Tracking

@testable import Intake

@Suite struct TrackerMessageIDTests {
    @Test(
        arguments: [
            ("op.work_package-42@h", Reference.workPackage(WorkPackageID(42))),
            ("<op.work_package-42@h", .workPackage(WorkPackageID(42))), ("op.journal-7@h", .comment(CommentID(7))),
            ("op.message-3@h", .forumMessage(ForumMessageID(3))), ("op.news-3@h", .news(NewsID(3))),
            ("op.comment-9.20240101120000.5@h", .newsComment(NewsCommentID(9))),
            ("op.work_package-1.20240101120000.5@h", .workPackage(WorkPackageID(1))),
            ("op.journal-1.20240101120000@h", .comment(CommentID(1))),
        ])
    func `given an id of the tracker's form, when read, then it refers to an object`(text: String, reference: Reference)
        throws
    {
        let id = try #require(TrackerMessageID(MessageID(text)))
        #expect(id.reference == reference)
        #expect(id.takesAnswers)
        #expect(id.host == "h")
    }

    @Test(arguments: ["op.wiki_page-3@h", "op.meeting-3.20240101120000.5@h"])
    func `given another class, when read, then it takes no answers`(text: String) throws {
        let id = try #require(TrackerMessageID(MessageID(text)))
        #expect(id.reference == nil)
        #expect(!id.takesAnswers)
    }

    @Test(
        arguments: [
            "Op.work_package-1@h", "op.work_package-x@h", "op.work_package-@h", "op.work_package-1.@h",
            "op.work_package-1.2.3.4@h", "op.-1@h", "op.Work-1@h", "op.work_package-1", "xop.work_package-1@h",
            "op.xq9a1bvkn5p7h5@h", "a@op.work_package-1", "op.work_package-１@h",
        ])
    func `given another form, when read, then it is none`(text: String) {
        #expect(TrackerMessageID(MessageID(text)) == nil)
    }

    @Test func `given a number beyond all numbers, when read, then it takes answers and refers to nothing`() throws {
        let id = try #require(TrackerMessageID(MessageID("op.work_package-99999999999999999999@h")))
        #expect(id.takesAnswers)
        #expect(id.reference == nil)
    }
}

@Suite struct SubjectReferenceTests {
    @Test(
        arguments: [
            ("Re: [Feature request #42] Title", 42), ("[#42]", 42), ("[12345#1][bogus#1][Feature request #42] x", 42),
            ("AW: [x] [ #42] y", 42),
        ])
    func `given a number in brackets, when the subject is read, then it is found`(subject: String, number: Int) {
        #expect(SubjectReference.reference(in: subject) == .workPackage(WorkPackageID(number)))
    }

    @Test(arguments: [
        ("Re: [Demo - Help - msg12] Title", 12), ("[msg12]", 12), ("AW: [P [x] - f - msg1] [y - msg2] T", 1),
    ])
    func `given the number of a forum message in brackets, when the subject is read, then it is found`(
        subject: String, number: Int
    ) {
        #expect(SubjectReference.reference(in: subject) == .forumMessage(ForumMessageID(number)))
    }

    @Test func `given both, when the subject is read, then the work package counts`() {
        #expect(SubjectReference.reference(in: "[f - msg3] [Bug #42]") == .workPackage(WorkPackageID(42)))
    }

    @Test(arguments: [
        "#42", "msg4", "[smsg4]", "[msg]", "[msg4", "[12345#1]", "[bogus#42] x", "[#]", "[#4x]", "[# 42]", "[#42", "",
        "[Bug 42]",
    ])
    func `given no number in brackets, when the subject is read, then there is none`(subject: String) {
        #expect(SubjectReference.reference(in: subject) == nil)
    }
}

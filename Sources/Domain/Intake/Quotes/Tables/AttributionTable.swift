extension Attribution {
    /// Sentences above a quote, one language a line; `*` is any text, which holds date and name.
    static let sentences = """
        on * wrote: | at * wrote: | * wrote on *: | in message * writes: | ---- on * wrote ----
        am * schrieb *: | * schrieb am *: | am * hat * geschrieben:
        le * a écrit: | * a écrit le *:
        el * escribió: | * escribió el *:
        il * ha scritto: | * ha scritto il *:
        às * escreveu: | em * escreveu: | a * escreveu: | no dia * escreveu:
        * escreveu às *: | * escreveu em *: | * escreveu (*):
        op * schreef *: | * schreef op *: | op * heeft * geschreven:
        * napisał(a): | * napisał/a: | * napisał: | * napisała: | w dniu * pisze:
        wiadomość napisana przez * w dniu *:
        * написал: | * написала: | * написал(а): | * пишет: | * пишет *: | * писал(а) *:
        * пише: | * пише *:
        * napsal: | * napsala: | * napsal(a): | * napsal(a) dne *:
        * skrev *:
        * kirjoitti: | * kirjoitti *:
        * írta: | * írta *: | * írta (*):
        * yazdı: | * yazdı (*): | * yazmış:
        * έγραψε: | * έγραψε στις *:
        *写道: | *写于*: | *寫道: | *寫到:
        *のメール: | *のメッセージ: | * より: | *さんは書きました:
        *작성: | *작성함: | *작성하였습니다: | *쓴 글: | *쓴 내용:
        *بواسطة *: | *كتب *: | بتاريخ * الرسالة:
        בתאריך * מאת *: | נכתב על ידי *: | ב*כתב*:
        """

    /// Sentences without a date; only a marked quote below proves them.
    static let shortSentences = """
        * wrote: | * writes: | * schrieb: | * a écrit: | * escribió: | * ha scritto: | * escreveu: | * schreef:
        * schreef het volgende: | * pisze: | skrev *: | * skrev: | כתב *: | * כתב: | :כתב *
        """
}

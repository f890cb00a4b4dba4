/// Words for yes and no, and for true and false, in the languages of the labels.
enum BooleanWords {
    static let yes = forms(
        """
        1 yes true ja wahr oui vrai sí si verdadero sì vero waar sim verdadeiro tak prawda да истина так істина ano pravda
        sant sand sann kyllä tosi igen igaz evet doğru ναι αληθές はい 真 是 예 네 참 نعم صحيح כן אמת
        """)
    static let no = forms(
        """
        0 no false nein falsch non faux falso nee onwaar não nao nie fałsz нет ложь ні хибність ne nepravda nej falskt
        falsk nei usann ei epätosi nem hamis hayır yanlış όχι ψευδές いいえ 偽 否 假 아니요 아니오 거짓 لا خطأ לא שקר
        """)

    private static func forms(_ words: String) -> Set<NormalForm> {
        Set(words.split(whereSeparator: \.isWhitespace).map { NormalForm($0) })
    }
}

/// Words for yes and no in the languages of the labels.
enum BooleanWords {
    static let yes = forms(
        """
        1 yes true ja wahr oui vrai sí si verdadero sì vero waar sim verdadeiro tak prawda да так ano kyllä igen evet ναι
        はい 是 예 네 نعم כן
        """)
    static let no = forms(
        """
        0 no false nein falsch non faux falso nee onwaar não nao nie fałsz нет ні ne nej nei ei nem hayır όχι
        いいえ 否 아니요 아니오 لا לא
        """)

    private static func forms(_ words: String) -> Set<NormalForm> {
        Set(words.split(whereSeparator: \.isWhitespace).map { NormalForm($0) })
    }
}

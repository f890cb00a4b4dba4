extension SeparatorLine {
    /// Phrases between dashes, one language a line: above an original, a reply, a forwarded mail.
    static let dashedPhrases = """
        Original Message | Reply message | Forwarded message
        Ursprüngliche Nachricht | Original-Nachricht | Originalnachricht | Antwort Nachricht | Weitergeleitete Nachricht
        Message d'origine | Message original | Courriel original | Courriel initial
        Message transféré | Message transmis
        Mensaje original | Correo original | Mensaje reenviado
        Messaggio originale | Messaggio inoltrato
        Mensagem original | Mensagem reencaminhada | Mensagem encaminhada
        Oorspronkelijk bericht | Origineel bericht | Doorgestuurd bericht
        Wiadomość oryginalna | Treść oryginalnej wiadomości | Przekazana wiadomość | Treść przekazanej wiadomości
        Исходное сообщение | Перенаправленное сообщение | Пересылаемое сообщение
        Початкове повідомлення | Оригінальне повідомлення | Переслане повідомлення | Перенаправлене повідомлення
        Původní zpráva | Přeposlaná zpráva
        Ursprungligt meddelande | Originalmeddelande | Vidarebefordrat meddelande
        Oprindelig meddelelse | Oprindelig besked | Original besked | Videresendt meddelelse
        Opprinnelig melding | Original melding | Videresendt melding
        Alkuperäinen viesti | Alkuperäinen viesti / Orig.Msg.
        Välitetty viesti | Välitetty viesti / Fwd.Msg | Välitetty viesti / Fwd.Msg. | Edelleenlähetetty viesti
        Eredeti üzenet | Továbbított üzenet
        Özgün İleti | İletilen İleti | İletilmiş Mesaj
        Αρχικό μήνυμα | Πρωτότυπο μήνυμα | Προωθημένο μήνυμα
        原始邮件 | 原始消息 | 转发的消息
        原始郵件 | 轉寄郵件
        元メール | 元のメッセージ
        원본 메시지 | 전달된 메시지
        الرسالة الأصلية | رسالة ممرّرة
        הודעה מקורית | הודעה שהועברה
        """

    /// Phrases with a colon, without dashes, as Apple's programs write them above a forwarded mail.
    static let plainPhrases = """
        Begin forwarded message
        Anfang der weitergeleiteten Nachricht
        Début du message réexpédié | Début du message transféré
        Inicio del mensaje reenviado
        Inizio messaggio inoltrato
        Início da mensagem reencaminhada | Início da mensagem encaminhada
        Begin doorgestuurd bericht
        Początek przekazywanej wiadomości
        Начало переадресованного сообщения
        Початок листа, що пересилається
        Začátek přeposílané zprávy
        Vidarebefordrat mejl
        Start på videresendt besked
        Videresendt melding
        Välitetty viesti alkaa
        Továbbított levél kezdete
        İleti başlangıcı
        """
}

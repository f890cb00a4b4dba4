extension HeaderWords {
    /// What mail programs write above quoted and forwarded mails, per language:
    /// `tag: from | sent or date | to | copy | subject`, several words with a comma between.
    static let table = """
        en: From | Sent, Date | To | Cc | Subject
        de: Von | Gesendet, Datum | An | Cc, Kopie, Kopie (CC) | Betreff
        fr: De | Envoyé, Envoyé le, Date | À, Pour | Cc, Copie à | Objet, Sujet
        es: De | Enviado, Enviado el, Fecha | Para | CC | Asunto
        it: Da, Mittente | Inviato, Inviato il, Data | A | Cc | Oggetto
        pt: De | Enviado, Enviada, Data | Para | Cc | Assunto
        pt-BR: De | Enviado, Enviada em, Data | Para | Cc | Assunto
        nl: Van | Verzonden, Datum | Aan | CC, Kopie | Onderwerp
        pl: Od, Nadawca | Wysłano, Wysłane, Data | Do, Adresat | DW, Kopia | Temat
        ru: От, Отправитель | Отправлено, Дата | Кому | Копия | Тема
        uk: Від, Від кого | Надіслано, Відправлено, Дата | Кому | Копія | Тема
        cs: Od, Odesílatel | Odesláno, Datum | Komu | Kopie | Předmět
        sv: Från | Skickat, Datum | Till | Kopia | Ämne
        da: Fra | Sendt, Dato | Til | Cc, Kopi til (CC) | Emne
        nb: Fra | Sendt, Dato | Til | Kopi | Emne
        fi: Lähettäjä | Lähetetty, Päivämäärä, Päiväys | Vastaanottaja | Kopio | Aihe
        hu: Feladó | Küldve, Elküldve, Dátum | Címzett | Másolat, Másolatot kap | Tárgy
        tr: Kimden, Gönderen | Gönderildi, Gönderilen, Gönderilme, Tarih | Kime | Bilgi, Cc | Konu
        el: Από | Στάλθηκε, Αποστολή, Ημερομηνία | Προς | Κοιν. | Θέμα
        zh-CN: 发件人 | 发送时间, 日期 | 收件人 | 抄送 | 主题
        zh-TW: 寄件者, 從 | 寄件日期, 寄送日期, 日期 | 收件者, 到 | 副本 | 主旨
        ja: 差出人, 送信元 | 送信日時, 送信日, 日付 | 宛先, 送信先 | Cc | 件名
        ko: 보낸 사람 | 보낸 날짜, 날짜 | 받는 사람 | 참조 | 제목
        ar: من, مِن | المُرسل, التاريخ | إلى | نسخة كربونية | الموضوع
        he: מאת | נשלח, תאריך | אל | עותק | נושא
        """
}

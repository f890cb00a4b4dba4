/// Sentences above quotes as mail programs write them: `language line` in each line.
enum AttributionSamples {
    static let gmail = """
        en On Wed, Apr 30, 2025 at 3:19 PM Anna Meier <anna@example.org> wrote:
        en On 30 April 2025 at 15:19, "Anna Meier" <anna@example.org> wrote:
        de Am Mi., 30. Apr. 2025 um 15:19 Uhr schrieb Anna Meier <anna@example.org>:
        de Anna Meier <anna@example.org> schrieb am Mi., 30. Apr. 2025, 15:19:
        fr Le mer. 30 avr. 2025 à 15:19, Anna Meier <anna@example.org> a écrit :
        es El mié, 30 abr 2025 a las 15:19, Anna Meier (<anna@example.org>) escribió:
        it Il giorno mer 30 apr 2025 alle ore 15:19 Anna Meier <anna@example.org> ha scritto:
        it Il 30 aprile 2025 15:19, Anna Meier <anna@example.org> ha scritto:
        pt Anna Meier <anna@example.org> escreveu (quarta, 30/04/2025 à(s) 15:19):
        pt A quarta, 30/04/2025, 15:19, Anna Meier <anna@example.org> escreveu:
        pt-BR Em qua., 30 de abr. de 2025 às 15:19, Anna Meier <anna@example.org> escreveu:
        nl Op wo 30 apr 2025 om 15:19 schreef Anna Meier <anna@example.org>:
        nl Op 30 april 2025 15:19 schreef Anna Meier <anna@example.org> het volgende:
        pl śr., 30 kwi 2025 o 15:19 Anna Meier <anna@example.org> napisał(a):
        pl W dniu 30 kwietnia 2025 15:19 użytkownik Anna Meier <anna@example.org> napisał:
        ru ср, 30 апр. 2025 г. в 15:19, Анна Мейер <anna@example.org>:
        ru 30 апреля 2025 г., 15:19 пользователь Анна Мейер <anna@example.org> написал:
        uk ср, 30 квіт. 2025 р. о 15:19 Анна Мейер <anna@example.org> пише:
        cs st 30. 4. 2025 v 15:19 odesílatel Anna Meier <anna@example.org> napsal:
        sv Den ons 30 apr. 2025 kl 15:19 skrev Anna Meier <anna@example.org>:
        da Den ons. 30. apr. 2025 kl. 15.19 skrev Anna Meier <anna@example.org>:
        nb ons. 30. apr. 2025 kl. 15:19 skrev Anna Meier <anna@example.org>:
        fi ke 30. huhtikuuta 2025 klo 15.19 Anna Meier (anna@example.org) kirjoitti:
        hu Anna Meier <anna@example.org> ezt írta (időpont: 2025. ápr. 30., Sze, 15:19):
        hu 2025. április 30. 15:19 keltezéssel, Anna Meier <anna@example.org> írta:
        tr Anna Meier <anna@example.org>, 30 Nis 2025 Çar, 15:19 tarihinde şunu yazdı:
        el Στις Τετ 30 Απρ 2025 στις 3:19 μ.μ., ο/η Anna Meier <anna@example.org> έγραψε:
        zh-CN Anna Meier <anna@example.org> 于2025年4月30日周三 15:19写道：
        zh-TW Anna Meier <anna@example.org> 於 2025年4月30日 週三 下午3:19寫道：
        ja 2025年4月30日(水) 15:19 Anna Meier <anna@example.org>:
        ko 2025년 4월 30일 (수) 오후 3:19, Anna Meier <anna@example.org>님이 작성:
        ko 2025년 4월 30일 오후 3:19, Anna Meier <anna@example.org>님이 작성하였습니다:
        ar في الأربعاء، ٣٠ أبريل ٢٠٢٥ في ٣:١٩ م تمت كتابة ما يلي بواسطة ‪Anna Meier‬‏ <‪anna@example.org‬‏>:
        he ‫בתאריך יום ד׳, 30 באפר׳ 2025 ב-15:19 מאת ‪Anna Meier‬‏ <‪anna@example.org‬‏>:‬
        """

    static let apple = """
        en On 30. Apr 2025, at 15:19, Anna Meier <anna@example.org> wrote:
        de Am 30.04.2025 um 15:19 schrieb Anna Meier <anna@example.org>:
        de Am 30.04.25 um 15:19 schrieb Anna Meier:
        fr Le 30 avr. 2025 à 15:19, Anna Meier <anna@example.org> a écrit :
        es El 30 abr 2025, a las 15:19, Anna Meier <anna@example.org> escribió:
        it Il giorno 30 apr 2025, alle ore 15:19, Anna Meier <anna@example.org> ha scritto:
        pt No dia 30/04/2025, às 15:19, Anna Meier <anna@example.org> escreveu:
        pt-BR Em 30 de abr. de 2025, à(s) 15:19, Anna Meier <anna@example.org> escreveu:
        nl Op 30 apr 2025, om 15:19 heeft Anna Meier <anna@example.org> het volgende geschreven:
        pl Wiadomość napisana przez Anna Meier <anna@example.org> w dniu 30 kwi 2025, o godz. 15:19:
        pl Dnia 30 kwi 2025 o godz. 15:19 Anna Meier <anna@example.org> napisał(a):
        ru 30 апр. 2025 г., в 15:19, Анна Мейер <anna@example.org> написал(а):
        uk 30 квіт. 2025 р. о 15:19 Анна Мейер <anna@example.org> пише:
        cs 30. 4. 2025 v 15:19, Anna Meier <anna@example.org>:
        sv 30 apr. 2025 kl. 15:19 skrev Anna Meier <anna@example.org>:
        da Den 30. apr. 2025 kl. 15.19 skrev Anna Meier <anna@example.org>:
        nb 30. apr. 2025 kl. 15:19 skrev Anna Meier <anna@example.org>:
        fi Anna Meier <anna@example.org> kirjoitti 30.4.2025 kello 15.19:
        hu 2025. ápr. 30. dátummal, 15:19 időpontban Anna Meier <anna@example.org> írta:
        tr Anna Meier <anna@example.org> şunları yazdı (30 Nis 2025 15:19):
        el Στις 30 Απρ 2025, στις 15:19, ο/η Anna Meier <anna@example.org> έγραψε:
        zh-CN 在 2025年4月30日，15:19，Anna Meier <anna@example.org> 写道：
        zh-CN 2025年4月30日 15:19，Anna Meier <anna@example.org> 写道：
        zh-TW Anna Meier <anna@example.org> 於 2025年4月30日 15:19 寫道：
        ja 2025/04/30 15:19、Anna Meier <anna@example.org>のメール:
        ja 2025/04/30 15:19、Anna Meierのメッセージ:
        ko 2025. 4. 30. 15:19, Anna Meier <anna@example.org> 작성:
        """

    static let thunderbird = """
        en On 4/30/25 15:19, Anna Meier wrote:
        en Anna Meier wrote on 4/30/25 15:19:
        de Am 30.04.25 um 15:19 schrieb Anna Meier:
        de Anna Meier schrieb am 30.04.25 um 15:19:
        fr Le 30/04/2025 à 15:19, Anna Meier a écrit :
        fr Anna Meier a écrit le 30/04/2025 à 15:19 :
        es El 30/4/25 a las 15:19, Anna Meier escribió:
        es Anna Meier escribió el 30/4/25 a las 15:19:
        it Il 30/04/25 15:19, Anna Meier ha scritto:
        it Anna Meier ha scritto il 30/04/25 alle 15:19:
        pt Às 15:19 de 30/04/2025, Anna Meier escreveu:
        pt Anna Meier escreveu às 15:19 de 30/04/2025:
        pt-BR Em 30/04/2025 15:19, Anna Meier escreveu:
        pt-BR Anna Meier escreveu em 30/04/2025 15:19:
        nl Op 30-04-2025 om 15:19 schreef Anna Meier:
        nl Anna Meier schreef op 30-04-2025 om 15:19:
        pl W dniu 30.04.2025 o 15:19, Anna Meier pisze:
        ru 30.04.2025 15:19, Анна Мейер пишет:
        ru Анна Мейер пишет 30.04.2025 15:19:
        uk Анна Мейер пише 30.04.2025 15:19:
        cs Dne 30. 04. 2025 v 15:19 Anna Meier napsal(a):
        cs Anna Meier napsal(a) dne 30. 04. 2025 v 15:19:
        sv Den 2025-04-30 kl. 15:19, skrev Anna Meier:
        sv Anna Meier skrev den 2025-04-30 kl. 15:19:
        da Den 30-04-2025 kl. 15:19 skrev Anna Meier:
        da Anna Meier skrev den 30-04-2025 kl. 15:19:
        nb Den 30.04.2025 15:19, skrev Anna Meier:
        nb Anna Meier skrev den 30.04.2025 15:19:
        fi Anna Meier kirjoitti 30.4.2025 klo 15.19:
        fi Anna Meier kirjoitti 30.4.2025 15.19:
        hu 2025. 04. 30. 15:19 keltezéssel, Anna Meier írta:
        hu Anna Meier írta 2025. 04. 30. 15:19 dátummal:
        tr 30.04.2025 15:19 tarihinde Anna Meier yazdı:
        tr Anna Meier, 30.04.2025 15:19 tarihinde yazdı:
        el Στις 30/4/2025 15:19, ο/η Anna Meier έγραψε:
        el Ο/Η Anna Meier έγραψε στις 30/4/2025 15:19:
        zh-CN 在 2025/4/30 15:19, Anna Meier 写道:
        zh-CN Anna Meier 写于 2025/4/30 15:19:
        zh-TW Anna Meier 於 2025/4/30 15:19 寫道:
        ja On 2025/04/30 15:19, 山田 太郎 wrote:
        ja 山田 太郎 wrote on 2025/04/30 15:19:
        ko 2025-04-30 15:19에 Anna Meier 이(가) 쓴 글:
        ko Anna Meier 이(가) 2025-04-30 15:19 에 쓴 글:
        ar على 30/4/2025 15:19، كتب Anna Meier:
        ar كتب Anna Meier على 30/4/2025 15:19:
        he נכתב על ידי Anna Meier, ב־30/04/2025 בשעה 15:19:
        """

    static let others = """
        en On April 30, 2025 3:19:00 PM GMT+02:00, Anna Meier <anna@example.org> wrote:
        nl Anna Meier <anna@example.org> schreef op 30 april 2025 15:19:00 CEST:
        pl Dnia 30 kwietnia 2025 15:19:00 CEST, Anna Meier <anna@example.org> napisał/a:
        cs 30. dubna 2025 15:19:00 SELČ, Anna Meier <anna@example.org> napsal:
        nb Den 30. april 2025 15:19:00 CEST, skrev Anna Meier <anna@example.org>:
        hu Ekkor: 2025. április 30. 15:19:00 CEST, Anna Meier <anna@example.org> írta:
        tr 30 Nisan 2025 15:19:00 tarihinde Anna Meier <anna@example.org> yazdı:
        zh-CN 于 2025年4月30日 15:19:00，Anna Meier <anna@example.org> 写道：
        zh-TW 於 2025年4月30日 15:19:00，Anna Meier <anna@example.org> 寫到：
        ja 2025年4月30日 15:19:00、Anna Meier <anna@example.org> より:
        ko On 2025년 4월 30일 15:19:00, Anna Meier <anna@example.org> 작성함:
        ar بتاريخ 30 أبريل 2025 15:19:00، Anna Meier <anna@example.org> الرسالة:
        he ב 30 באפריל 2025 15:19:00, Anna Meier <anna@example.org> כתב:
        ru Анна Мейер писал(а) 2025-04-30 15:19:
        sv 2025-04-30 15:19 skrev Anna Meier:
        fi Anna Meier kirjoitti 2025-04-30 15:19:
        hu 2025-04-30 15:19 időpontban Anna Meier ezt írta:
        tr 2025-04-30 15:19, Anna Meier yazmış:
        zh-TW Anna Meier 於 2025-04-30 15:19 寫到:
        ja 2025-04-30 15:19 に Anna Meier さんは書きました:
        ko 2025-04-30 15:19에 Anna Meier이(가) 쓴 내용:
        ar كتب Anna Meier في 2025-04-30 15:19:
        en On 30/04/2025, 15:19, "Anna Meier" <anna@example.org> wrote:
        fr Le 30/04/2025 15:19, « Anna Meier » <anna@example.org> a écrit :
        it Il giorno 30/04/25, 15:19 "Anna Meier" <anna@example.org> ha scritto:
        nl Op 30-04-2025 15:19 heeft Anna Meier <anna@example.org> geschreven:
        nb Anna Meier <anna@example.org> skrev følgende den 30.04.2025 15:19:
        pl Dnia 30.04.2025 15:19 „Anna Meier” <anna@example.org> napisał:
        ru 30.04.2025, 15:19, пользователь "Анна Мейер" <anna@example.org> написал:
        sv Den 2025-04-30 15:19 skrev "Anna Meier" <anna@example.org> följande:
        tr "Anna Meier" <anna@example.org>, 30.04.2025 15:19 tarihinde şunu yazdı:
        cs Dne 30.04.2025 15:19, Anna Meier <anna@example.org> napsal(a):
        de Am Mittwoch, 30. April 2025 um 15:19:00 MESZ hat Anna Meier <anna@example.org> Folgendes geschrieben:
        en On Wednesday, 30 April 2025 at 15:19:00 CEST, Anna Meier <anna@example.org> wrote:
        en ---- On Wed, 30 Apr 2025 15:19:00 +0200 Anna Meier <anna@example.org> wrote ----
        en Anna Meier <anna@example.org> wrote on 30.04.2025 15:19:00:
        en In message <20250430.1519@example.org>, Anna Meier writes:
        en At 15:19 30.04.2025, you wrote:
        en 2025-04-30 15:19 GMT+02:00 Anna Meier <anna@example.org>:
        """

    /// Sentences that only a marked quote below proves.
    static let short = """
        en Anna Meier wrote:
        en Anna Meier (anna@example.org) wrote:
        en Anna Meier via Support wrote:
        de Anna Meier schrieb:
        fr Anna Meier a écrit :
        nb skrev Anna Meier:
        he כתב Anna Meier:
        he :כתב Anna Meier
        uk 30.04.2025 15:19, Анна Мейер:
        cs 30. 4. 2025 v 15:19, Anna Meier:
        ja 2016年2月5日(金) 10:43 山田太郎:
        """
}

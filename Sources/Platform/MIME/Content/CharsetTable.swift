/// Labels of charsets and the names iconv knows them by.
///
/// Labels are those of the WHATWG Encoding standard (https://encoding.spec.whatwg.org/#names-and-labels), with what mail
/// programs write beside them; the first word of a line is iconv's name. Where the standard says so, a label means the
/// superset that senders really use: `iso-8859-1` is windows-1252, `gb2312` is GB18030, `ks_c_5601-1987` is CP949.
/// `us-ascii` and its spellings are in no line: they are treated as undeclared.
enum CharsetTable {
    /// iconv's name by lower-case label.
    static let names: [String: String] = {
        var names: [String: String] = [:]
        for line in lines.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            for label in words { names[label.lowercased()] = words[0] }
        }
        return names
    }()

    /// Labels that say no more than "some text".
    static let undeclared: Set<String> = [
        "us-ascii", "ascii", "ansi_x3.4-1968", "ansi_x3.4-1986", "iso-ir-6", "iso646-us", "iso_646.irv:1991", "us",
        "csascii", "7bit", "8bit",
        "unknown", "unknown-8bit", "x-unknown-8bit", "binary", "default", "default_charset", "x-user-defined", "none",
        "null",
    ]

    private static let lines = """
        UTF-8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8 utf-8-sig utf8mb4 utf_8
        IBM866 866 cp866 csibm866 ibm866
        ISO-8859-2 csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2
        ISO-8859-3 csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3
        ISO-8859-4 csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4
        ISO-8859-5 csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988
        ISO-8859-6 arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i iso-ir-127
        ISO-8859-6 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987
        ISO-8859-7 csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987
        ISO-8859-7 sun_eu_greek
        ISO-8859-8 csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8
        ISO-8859-8 iso_8859-8:1988 visual csiso88598i iso-8859-8-i logical
        ISO-8859-10 csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6
        ISO-8859-13 iso8859-13 iso885913
        ISO-8859-14 iso8859-14 iso885914
        ISO-8859-15 csisolatin9 iso8859-15 iso885915 iso_8859-15 l9 latin9 latin-9
        ISO-8859-16
        KOI8-R cskoi8r koi koi8 koi8_r
        KOI8-U koi8-ru
        MACINTOSH csmacintosh mac x-mac-roman
        MAC-CYRILLIC x-mac-cyrillic x-mac-ukrainian
        CP874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874
        CP1250 windows-1250 x-cp1250
        CP1251 windows-1251 x-cp1251 win-1251
        CP1252 windows-1252 x-cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1
        CP1252 iso_8859-1:1987 l1 latin1 latin-1 iso-latin-1 iso-8859-1-i ansi windows-ansi win-1252 iso8859_1
        CP1253 windows-1253 x-cp1253
        CP1254 windows-1254 x-cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5
        CP1254 latin5
        CP1255 windows-1255 x-cp1255
        CP1256 windows-1256 x-cp1256
        CP1257 windows-1257 x-cp1257
        CP1258 windows-1258 x-cp1258
        GB18030 gb18030 gbk chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk cp936 ms936
        GB18030 windows-936 gb_2312_80 euc-cn
        BIG5-HKSCS big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950 ms950 big5-eten
        EUC-JP-MS euc-jp cseucpkdfmtjapanese x-euc-jp x-eucjp eucjp
        CP932 shift_jis csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis cp932 x-ms-cp932 windows-932
        CP949 euc-kr cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949
        CP949 ks_c_5601 ks-c-5601-1987 cp949 uhc ms949 euckr x-windows-949 5601
        ISO-2022-JP csiso2022jp iso-2022-jp-ms cp50220 cp50221 cp50222 iso2022jp
        ISO-2022-KR csiso2022kr
        ISO-2022-CN
        UTF-16 unicode csunicode iso-10646-ucs-2 ucs-2 unicodefeff utf16 utf-16
        UTF-16LE unicodefffe utf-16le
        UTF-16BE utf-16be
        UTF-32 utf32 ucs-4
        UTF-7 unicode-1-1-utf-7 utf7 csunicode11utf7 x-unicode-2-0-utf-7 unicode-2-0-utf-7
        """
}

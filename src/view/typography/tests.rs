use std::borrow::Cow;

use proptest::prelude::*;

use super::Typography;
use crate::view::content::{Content, ElementNode, LinkNode, TextStyle, ViewNode};
use crate::view::plain::words;

/// Texts as written and as shown, grouped by language.
const TABLE: &[(&str, &[(&str, &str)])] = &[
    (
        "en",
        &[
            (r#"She said "yes"."#, "She said “yes”."),
            (r#"("yes"), "no"; "well?""#, "(“yes”), “no”; “well?”"),
            (r#""He said 'no' twice.""#, "“He said ‘no’ twice.”"),
            (r#"'He said "no" twice.'"#, "‘He said “no” twice.’"),
            (r#""a "b" c""#, "“a ‘b’ c”"),
            (r#"'a' and "b""#, "‘a’ and “b”"),
            (
                "don't, writers' rooms, O'Brien's",
                "don’t, writers’ rooms, O’Brien’s",
            ),
            ("the '90s, the 1980's", "the ’90s, the 1980’s"),
            ("'tis rock 'n' roll, get 'em", "’tis rock ’n’ roll, get ’em"),
            (r#""'Tis true," he said"#, "“’Tis true,” he said"),
            ("wait... and so on...", "wait… and so on…"),
            ("Read - then write", "Read – then write"),
            ("Read -- then write", "Read – then write"),
            ("Read --- then write", "Read — then write"),
            ("Read---then write---", "Read—then write—"),
            ("Read--then write", "Read–then write"),
            ("Week 1 - Introduction", "Week 1 – Introduction"),
            ("Weeks 1-2, 9-12 and 10--14", "Weeks 1–2, 9–12 and 10–14"),
            (
                "1.5-2 hours, 15-20min, 9:00-12:30, 1990-1995",
                "1.5–2 hours, 15–20min, 9:00–12:30, 1990–1995",
            ),
            (r#"He is 5'10", "tall""#, "He is 5'10\", “tall”"),
            (r#""He is 5'10" tall""#, "“He is 5'10\" tall”"),
            (r#""a 1" and a 12" disc"#, "“a 1” and a 12\" disc"),
            (r#"a "12" and a "7""#, "a “12” and a “7”"),
        ],
    ),
    ("en-GB", &[(r#""a" 'b'"#, "“a” ‘b’")]),
    (
        "de",
        &[
            (r#"Er sagt "ja"."#, "Er sagt „ja“."),
            (r#""Er sagt 'ja'.""#, "„Er sagt ‚ja‘.“"),
            ("Wie geht's - gut", "Wie geht’s – gut"),
            ("die \"Such\"-Funktion", "die „Such“-Funktion"),
        ],
    ),
    ("de-CH", &[(r#""a 'b' c""#, "«a ‹b› c»")]),
    (
        "fr",
        &[
            (r#"Il dit "oui"."#, "Il dit «\u{202f}oui\u{202f}»."),
            (r#"l'"école" d'été"#, "l’«\u{202f}école\u{202f}» d’été"),
            (r#""a 'b' c""#, "«\u{202f}a “b” c\u{202f}»"),
            (
                "Vraiment ? Oui ! Donc : bien ; fin ?!",
                "Vraiment\u{202f}? Oui\u{202f}! Donc\u{202f}: bien\u{202f}; fin\u{202f}?!",
            ),
            ("« mot »", "«\u{202f}mot\u{202f}»"),
            (
                "Vraiment? a:b :) (oui !)",
                "Vraiment? a:b :) (oui\u{202f}!)",
            ),
        ],
    ),
    ("es", &[(r#""¿Qué?" 'sí' - no"#, "«¿Qué?» “sí” – no")]),
    (
        "it",
        &[(r#"l'"arte" e un po' di più"#, "l’«arte» e un po’ di più")],
    ),
    ("pt-BR", &[(r#""a 'b' c""#, "“a ‘b’ c”")]),
    ("pt-PT", &[(r#""a 'b' c""#, "«a “b” c»")]),
    ("ru", &[(r#""а 'б' в" - г"#, "«а „б“ в» — г")]),
    ("uk", &[(r#""п'ять""#, "«п’ять»")]),
    ("pl", &[(r#""a 'b' c""#, "„a «b» c”")]),
    ("nl", &[(r#"'s avonds "ja""#, "’s avonds “ja”")]),
    ("cs", &[(r#""a""#, "„a“")]),
    ("sv", &[(r#""a 'b' c""#, "”a ’b’ c”")]),
    ("tr", &[(r#""a" Türkiye'de"#, "“a” Türkiye’de")]),
    ("id", &[(r#""a""#, "“a”")]),
    ("vi", &[(r#""a""#, "“a”")]),
    ("ko", &[(r#""안녕!"이라고 - 1-2"#, "“안녕!”이라고 - 1-2")]),
    (
        "he",
        &[(r#"צה"ל "א" - ב... 9-12"#, r#"צה"ל "א" – ב… 9-12"#)],
    ),
    ("ar", &[(r#""ا" - ب... 9-12"#, r#""ا" – ب… 9-12"#)]),
    ("ja", &[(r#""あ" - い... 9-12"#, r#""あ" - い… 9-12"#)]),
    ("zh", &[(r#""字" - 字 9-12"#, r#""字" - 字 9-12"#)]),
    ("tlh", &[(r#""a" don't - b"#, r#""a" don't – b"#)]),
];

/// Texts that stay as written, in English.
const UNCHANGED: &[&str] = &[
    "plain words, self-paced; over-the-top.",
    "“already” – ‘set’ — don’t…",
    // Unpaired or unclear marks.
    "an \"open quotation",
    "closed\" only",
    "set a=\"b\" here",
    "\"set a=\"b\" now\"",
    "print(\"x\") and f('y')",
    "“mixed \"a” b\"",
    "a \" b ' c",
    // Inches, feet and minutes.
    "12\", 5'10\", 30' of 7\"x9\"",
    // Options, arrows and comments.
    "--strict and run --strict, (--all)",
    "a -> b, a --> b, <- c, !-- d",
    "x - y, 5 - 3 = 2, 9 - 12",
    "- first, last -",
    "-",
    "--",
    "my--file.txt/a--b_c c++--x a-b--c",
    "----",
    // Dates, numbers of other kinds, versions, differences.
    "2027-01-04 01-04 1-2-3 555-1234 v1-2 F-16 COVID-19 24-7 3-5=",
    "1.2.3-4 2-3.x 12:30-45 +1-2 1/2-3 10-10",
    "./... f(...) a/... .... ..",
    "http://a.org/it's",
];

#[test]
fn each_language_has_its_signs() {
    for (language, texts) in TABLE {
        let typography = Typography::of_language(language);
        for (written, shown) in *texts {
            assert_eq!(typography.text(written), *shown, "{language}: {written}");
            assert_eq!(typography.text(shown), *shown, "{language}: again");
            assert_eq!(Typography::OFF.text(written), *written);
        }
    }
}

#[test]
fn ambiguous_marks_stay_unchanged() {
    let english = Typography::of_language("en");
    for text in UNCHANGED {
        assert!(
            matches!(english.text(text), Cow::Borrowed(_)),
            "{text}: {}",
            english.text(text)
        );
    }
}

fn text(words: &str) -> ViewNode<'_> {
    ViewNode::Text(words.into())
}

fn element<'a>(name: &str, children: Content<'a>) -> ViewNode<'a> {
    ViewNode::Element(ElementNode {
        name: name.to_owned(),
        attributes: vec![("title".to_owned(), "\"a\"".to_owned())],
        children: Some(children),
    })
}

fn link<'a>(address: &str, children: Content<'a>) -> ViewNode<'a> {
    ViewNode::Link(LinkNode {
        address: address.to_owned(),
        attributes: Vec::new(),
        title: "\"a\"",
        mark: None,
        children,
    })
}

fn markdown<'a>() -> Vec<(Content<'a>, &'static str)> {
    let emphasis = |words| ViewNode::Styled(TextStyle::Emphasis, vec![text(words)]);
    vec![
        (
            vec![text("\""), emphasis("word"), text("\" says")],
            "“word” says",
        ),
        (
            vec![
                text("\"see "),
                ViewNode::InlineCode("\"a\" -- b"),
                text("\""),
            ],
            "“see \"a\" -- b”",
        ),
        (
            vec![
                ViewNode::InlineCode("ls"),
                text(" - lists "),
                ViewNode::InlineCode("x"),
                text("'s files"),
            ],
            "ls – lists x’s files",
        ),
        (
            vec![
                text("\"a"),
                ViewNode::SoftBreak,
                text("be\" -"),
                ViewNode::SoftBreak,
                text("c"),
            ],
            "“a be” – c",
        ),
        (
            vec![
                ViewNode::Paragraph(vec![text("an \"open")]),
                ViewNode::Paragraph(vec![text("and a closed\" one")]),
            ],
            "an \"open and a closed\" one ",
        ),
    ]
}

fn html_and_links<'a>() -> Vec<(Content<'a>, &'static str)> {
    vec![
        (
            vec![
                element("kbd", vec![text("\"a\"")]),
                element("b", vec![text("it's \"a\"")]),
            ],
            "\"a\"it’s “a”",
        ),
        (
            vec![
                element("div", vec![text("\"a\"")]),
                element("pre", vec![text("\"a\"...")]),
            ],
            "“a” \"a\"... ",
        ),
        (
            vec![
                link("https://a.org/d", vec![text("https://a.org/a'")]),
                text(" "),
                link("https://a.org", vec![text("\"b\"")]),
            ],
            "https://a.org/a' “b”",
        ),
    ]
}

#[test]
fn a_line_with_nested_nodes_is_typeset_as_one_text() {
    for (mut content, shown) in markdown().into_iter().chain(html_and_links()) {
        Typography::of_language("en").set(&mut content);
        assert_eq!(words(&content), shown);
        let set = content.clone();
        Typography::of_language("en").set(&mut content);
        assert_eq!(content, set);
    }
}

/// Random texts with the characters that the rules examine.
fn a_text() -> impl Strategy<Value = String> {
    let parts = [
        "\"", "'", "-", "--", "---", ".", "...", " ", " ", " - ", ",", ":", "!", "?", "(", ")",
        "a", "b", "s", "word", "1", "9", "12", "90s", "n", "«", "»", "“", "”", "‘", "’", "–", "/",
        "=", "안", "\u{fffc}",
    ];
    prop::collection::vec(prop::sample::select(parts.to_vec()), 0..24)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn typography_keeps_words_and_is_idempotent(written in a_text(), row in 0..TABLE.len()) {
        let typography = Typography::of_language(TABLE[row].0);
        let shown = typography.text(&written);
        let words = |text: &str| {
            let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            words.map(str::to_owned).collect::<Vec<_>>()
        };
        prop_assert_eq!(words(&shown), words(&written));
        prop_assert_eq!(typography.text(&shown), shown.as_ref());
    }

    #[test]
    fn code_remains(before in a_text(), code in a_text(), after in a_text()) {
        let mut content = vec![text(&before), ViewNode::InlineCode(&code), text(&after), element("code", vec![text(&code)])];
        Typography::of_language("en").set(&mut content);
        prop_assert_eq!(&content[1], &ViewNode::InlineCode(&code));
        prop_assert_eq!(&content[3], &element("code", vec![text(&code)]));
    }
}

//! Inline marks, one text per line.

use super::{Abbreviations, After, InlineContext, InlineMark, definition, marks};

/// The marks of a text, each as its words and its meaning.
fn shown(text: &str, after: After) -> String {
    let mut abbreviations = Abbreviations::default();
    abbreviations.add(("HTML".to_owned(), "Markup".to_owned()));
    let around = InlineContext {
        after,
        links: true,
        keeps_last: false,
        abbreviations: &abbreviations,
    };
    let all = marks(text, text, &around);
    let all = all.into_iter().map(|(range, mark)| {
        let meaning = match mark {
            InlineMark::Link(target) => format!("link {target}"),
            InlineMark::Icon => "icon".to_owned(),
            InlineMark::Attributes => "attributes".to_owned(),
            InlineMark::Emoji(emoji) => emoji.to_owned(),
            InlineMark::Keys(keys) => format!("keys {keys}"),
            InlineMark::Marked(words) => format!("marked {}", &text[words]),
            InlineMark::Superscript(words) => format!("up {}", &text[words]),
            InlineMark::Subscript(words) => format!("down {}", &text[words]),
            InlineMark::Plain(words) => format!("plain {}", &text[words]),
            InlineMark::Wiki(link) => format!("wiki {} {}", link.target(None), link.words()),
            InlineMark::Abbreviation(title) => title,
        };
        format!("{}={meaning}", &text[range])
    });
    all.collect::<Vec<_>>().join("|")
}

/// Texts with their marks.
const MARKS: &[(&str, &str)] = &[
    ("a :smile: b", ":smile:=😄"),
    (":smile:", ":smile:=😄"),
    (":smile:x", ":smile:=😄"),
    (":+1:", ":+1:=👍"),
    (
        ":man_raising_hand:",
        ":man_raising_hand:=🙋\u{200d}♂\u{fe0f}",
    ),
    (":nothing:", ""),
    ("a:smile:", ""),
    ("::smile:", ""),
    ("10:30: 11:45:", ""),
    (":smile", ""),
    (":material-clock: late", ":material-clock: =icon"),
    ("late :material-clock:", " :material-clock:=icon"),
    ("late :octicons-x-16: now", ":octicons-x-16: =icon"),
    ("++ctrl+alt+del++", "++ctrl+alt+del++=keys Ctrl+Alt+Del"),
    ("++arrow-up++", "++arrow-up++=keys Arrow Up"),
    ("++\"My key\"+a++", "++\"My key\"+a++=keys My key+A"),
    ("C++ and D++", ""),
    ("++a++b", ""),
    ("++a+++", ""),
    ("++\" \"++", ""),
    ("i++", ""),
    ("==words==", "==words===marked words"),
    ("^^words^^", "^^words^^=marked words"),
    ("a ==b c== d", "==b c===marked b c"),
    ("== a==", ""),
    ("==a ==", ""),
    ("===a==", ""),
    ("a==b==c", ""),
    ("==a==b", ""),
    ("x^2^", "^2^=up 2"),
    ("x^2^+y^2^", "^2^=up 2|^2^=up 2"),
    ("x^2+y^2", ""),
    ("x^2^3", ""),
    ("x^a b^", ""),
    ("H~2~O", "~2~=down 2"),
    ("f(x)~i~", "~i~=down i"),
    ("9~12, 13~17", ""),
    ("9~12~17", ""),
    ("~a~", ""),
    ("x~a b~", ""),
    ("a ^note-1", " ^note-1=attributes"),
    ("a ^12", ""),
    ("a ^123", ""),
    ("a^bcd", ""),
    ("[[Note]]", "[[Note]]=wiki Note.md Note"),
    (
        "[[Note#Part|words]]",
        "[[Note#Part|words]]=wiki Note.md#part words",
    ),
    ("[[#Part]]", "[[#Part]]=wiki #part Part"),
    ("![[a/b.png|300]]", "![[a/b.png|300]]=wiki a/b.png b"),
    ("[[1]]", ""),
    ("[[a]", ""),
    ("[words]{.c} x", "[words]{.c}=plain words"),
    ("[words]{c}", ""),
    ("[a [b]{.c}", "[b]{.c}=plain b"),
    (
        "see https://a.org/b.",
        "https://a.org/b=link https://a.org/b",
    ),
    ("(www.a.org)", "www.a.org=link http://www.a.org"),
    ("https://a", ""),
    ("xhttps://a.org", ""),
    (
        "https://a.org/==b==",
        "https://a.org/==b===link https://a.org/==b==",
    ),
    ("HTML", "HTML=Markup"),
    ("(HTML)", "HTML=Markup"),
    ("HTMLs XHTML", ""),
    ("{.c}", ""),
];

#[test]
fn marks_are_found_in_text() {
    for (text, expected) in MARKS {
        assert_eq!(shown(text, After::Other), *expected, "{text}");
    }
}

#[test]
fn braces_after_something_are_its_attributes() {
    for (text, after, expected) in [
        ("{ .button }", After::Link, "{ .button }=attributes"),
        ("{.c} x", After::Inline, "{.c}=attributes"),
        ("{.c} x", After::Link, "{.c}=attributes"),
        ("{download} x", After::Link, "{download}=attributes"),
        ("{download} x", After::Inline, ""),
        ("{.c} x", After::Other, ""),
        ("{ time=2h } x", After::Inline, ""),
        (" {.c}", After::Inline, ""),
        ("{.c", After::Inline, ""),
    ] {
        assert_eq!(shown(text, after), expected, "{text} {after:?}");
    }
}

#[test]
fn a_definition_of_an_abbreviation_is_a_line_of_its_own() {
    for (line, expected) in [
        ("*[HTML]: Markup", Some(("HTML", "Markup"))),
        ("  *[A B] : c d ", Some(("A B", "c d"))),
        ("*[HTML]:", Some(("HTML", ""))),
        ("*[HTML] Markup", None),
        ("*[]: x", None),
        ("*[a*b]: x", None),
        ("[HTML]: Markup", None),
        ("- *[HTML]: Markup", None),
    ] {
        assert_eq!(definition(line), expected, "{line}");
    }
    assert_eq!(definition(&format!("*[{}]: x", "a".repeat(61))), None);
    assert_eq!(definition(&format!("*[a]: {}", "x".repeat(301))), None);
}

#[test]
fn a_later_or_empty_definition_takes_precedence() {
    let mut all = Abbreviations::default();
    assert!(all.is_empty());
    for (title, expected) in [("one", Some("one")), ("two", Some("two")), ("\"\"", None)] {
        all.add(("A".to_owned(), title.to_owned()));
        assert_eq!(
            all.at("A b", 0).map(|(_, title)| title),
            expected,
            "{title}"
        );
        assert!(!all.is_empty());
    }
    all.add(("A".to_owned(), "short".to_owned()));
    all.add(("A B".to_owned(), "long".to_owned()));
    assert_eq!(all.at("A B", 0), Some((3, "long")));
    assert_eq!(all.at("A C", 0), Some((1, "short")));
    assert_eq!(all.at("xA", 1), Some((1, "short")));
    assert_eq!(all.at("Ab", 0), None);
}

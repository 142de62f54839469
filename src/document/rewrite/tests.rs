//! The markers at the start of a line, and white space by columns, one line per case.

use super::cursor::Cursor;
use super::marker::{
    HtmlEnd, closes_fence, code_span, fence, footnote_label, html, is_rule, is_table_line,
    is_underline, list_marker, script,
};
use super::rewrite;

#[test]
fn white_space_is_read_by_columns() {
    // The line, how many columns are read at once, the bytes and the columns of a tab that were read, the columns ahead,
    // and the rest.
    for (line, skips, at, of_tab, indent, rest) in [
        ("    a", &[2][..], 2, 0, 2, "a"),
        ("  a", &[4], 2, 0, 0, "a"),
        ("\ta", &[4], 1, 0, 0, "a"),
        ("\ta", &[2], 0, 2, 2, "a"),
        ("\ta", &[1, 2], 0, 3, 1, "a"),
        ("\ta", &[3, 1], 1, 0, 0, "a"),
        (" \t\ta", &[5], 2, 1, 3, "a"),
        ("  \t a", &[3, 1], 3, 0, 1, "a"),
        ("a", &[1], 0, 0, 0, "a"),
        ("\t", &[2], 0, 2, 2, ""),
    ] {
        let mut cursor = Cursor::new(line);
        for columns in skips {
            cursor.skip(*columns);
        }
        let found = (cursor.at, cursor.of_tab, cursor.indent(), cursor.rest());
        assert_eq!(found, (at, of_tab, indent, rest), "{line:?} {skips:?}");
        assert_eq!(cursor.is_exact(), of_tab == 0, "{line:?} {skips:?}");
    }
}

#[test]
fn a_body_that_is_indented_too_little_is_lost_up_to_the_first_line_outside() {
    for (text, expected) in [
        ("!!! note\n  one\n  two\n", &["one 4 4"][..]),
        ("!!! note\n  one\n   two\nthree\n  four\n", &["one 4 5"]),
        ("!!! note\n  one\n\n  two\n", &["one 4 4"]),
        ("!!! note\n  one\n two\n", &["one 4"]),
        ("!!! note\n    one\n", &[]),
    ] {
        let shown = |body: &super::Lost| {
            let indents = body
                .indents
                .iter()
                .map(|(_, columns)| format!(" {columns}"));
            text[body.words.clone()].to_owned() + &indents.collect::<String>()
        };
        let found: Vec<String> = rewrite(text).lost.iter().map(shown).collect();
        assert_eq!(found, expected, "{text:?}");
    }
}

#[test]
fn a_fence_ends_with_at_least_as_many_of_its_marks_and_nothing_else() {
    for (text, expected) in [
        ("```", Some((b'`', 3))),
        ("````", Some((b'`', 4))),
        ("~~~ md", Some((b'~', 3))),
        ("~~~ a`b", Some((b'~', 3))),
        ("``` rust", Some((b'`', 3))),
        ("``` a`b", None),
        ("``", None),
        ("---", None),
        ("", None),
    ] {
        assert_eq!(fence(text), expected, "{text}");
    }
    for (text, open, expected) in [
        ("```", (b'`', 3), true),
        ("````  ", (b'`', 3), true),
        ("```", (b'`', 4), false),
        ("~~~", (b'`', 3), false),
        ("``` x", (b'`', 3), false),
        ("~~~~", (b'~', 4), true),
        ("", (b'~', 3), false),
    ] {
        assert_eq!(closes_fence(text, open), expected, "{text}");
    }
}

#[test]
fn a_list_marker_has_a_length_and_may_interrupt_a_paragraph() {
    for (text, expected) in [
        ("- a", Some((1, true))),
        ("* a", Some((1, true))),
        ("+\ta", Some((1, true))),
        ("-", Some((1, false))),
        ("-  ", Some((1, false))),
        ("1. a", Some((2, true))),
        ("1) a", Some((2, true))),
        ("2. a", Some((2, false))),
        ("12. a", Some((3, false))),
        ("123456789. a", Some((10, false))),
        ("1234567890. a", None),
        ("1.a", None),
        ("-a", None),
        ("1: a", None),
        ("a", None),
        ("", None),
    ] {
        assert_eq!(list_marker(text), expected, "{text}");
    }
}

#[test]
fn rules_underlines_and_rows_of_tables_are_told_apart() {
    for (text, rule, underline, row) in [
        ("---", true, true, false),
        ("- - -", true, false, false),
        ("--", false, true, false),
        ("***  ", true, false, false),
        ("_\t_ _", true, false, false),
        ("**", false, false, false),
        ("-*-", false, false, false),
        ("===", false, true, false),
        ("= =", false, false, false),
        ("===  ", false, true, false),
        (":--|--:", false, false, true),
        (":-: | a", false, false, false),
        ("--|--", false, false, true),
        (":--", false, false, false),
        (":|:", false, false, false),
        ("", false, false, false),
    ] {
        let found = (is_rule(text), is_underline(text), is_table_line(text));
        assert_eq!(found, (rule, underline, row), "{text}");
    }
}

#[test]
fn footnotes_have_a_label_of_one_word() {
    for (text, expected) in [
        ("[^1]: a", Some(5)),
        ("[^note]:", Some(8)),
        ("[^]: a", None),
        ("[^a b]: c", None),
        ("[^a[b]: c", None),
        ("[^1] a", None),
        ("[1]: a", None),
        ("[^1", None),
    ] {
        assert_eq!(footnote_label(text), expected, "{text}");
    }
}

#[test]
fn raw_html_ends_as_its_kind_does() {
    for (text, expected) in [
        ("<!-- a", Some(HtmlEnd::With("-->"))),
        ("<?php", Some(HtmlEnd::With("?>"))),
        ("<pre>", Some(HtmlEnd::Element)),
        ("<SCRIPT src", Some(HtmlEnd::Element)),
        ("<div>", Some(HtmlEnd::Blank)),
        ("</Div>", Some(HtmlEnd::Blank)),
        ("</pre>", None),
        ("<span>", None),
        ("div", None),
    ] {
        assert_eq!(html(text), expected, "{text}");
    }
    for (end, line, expected) in [
        (HtmlEnd::With("-->"), "a --> b", true),
        (HtmlEnd::With("-->"), "a -- b", false),
        (HtmlEnd::Element, "a </Pre> b", true),
        (HtmlEnd::Element, "a </p> </style", true),
        (HtmlEnd::Element, "a <pre>", false),
        (HtmlEnd::Blank, "</div>", false),
    ] {
        assert_eq!(end.is_in(line), expected, "{line}");
    }
}

#[test]
fn code_is_closed_by_as_many_backticks() {
    for (text, expected) in [
        ("`a` b", 3),
        ("``a`b`` c", 7),
        ("`a``b` c", 6),
        ("``a` b", 2),
        ("`a", 1),
        ("``", 2),
    ] {
        assert_eq!(code_span(text), expected, "{text}");
    }
}

#[test]
fn lines_of_scripts_are_whole_or_go_on() {
    for (line, expected) in [
        ("import A from 'a'", Some(false)),
        ("import A from \"a\";", Some(false)),
        ("import 'a.css'", Some(false)),
        ("import {", Some(true)),
        ("import the 'book'", None),
        ("import taxes", None),
        ("export const a = 1", Some(true)),
        ("export default {", Some(true)),
        ("export function f()", Some(true)),
        ("export { a }", Some(true)),
        ("export const a", None),
        ("export goods = money", None),
        ("important", None),
    ] {
        assert_eq!(script(line), expected, "{line}");
    }
}

//! Raw HTML and how it is shown.

use super::{Balancer, Between, RowContext};
use crate::document::raw_part::written;

/// Balances HTML in which `|` is a block of Markdown, `_` words and `&` a link.
fn balanced(html: &str, around: RowContext) -> String {
    let mut balancer = Balancer::of(around);
    let mut out = String::new();
    for part in html.split_inclusive(['|', '_', '&']) {
        let mark = part.chars().next_back().filter(|c| "|_&".contains(*c));
        let raw = part.trim_end_matches(['|', '_', '&']);
        out += &written(&balancer.html(raw));
        if let Some(mark) = mark {
            out += &written(&balancer.before(match mark {
                '|' => Between::Block,
                '_' => Between::Words,
                _ => Between::Link,
            }));
            out.push(mark);
        }
    }
    out + &written(&balancer.finish())
}

#[track_caller]
fn check(html: &str, expected: &str) {
    assert_eq!(balanced(html, RowContext::default()), expected, "{html}");
}

#[test]
fn open_elements_are_closed_and_stray_end_tags_are_dropped() {
    check("<div>a", "<div>a</div>");
    check("a</div></p></br>b", "ab");
    check("<div><b>a</div>b", "<div><b>a</b></div>b");
    check("<b><i>a</b>b</i>", "<b><i>a</i></b><i>b</i>");
    check("<div><b>a</span></b></div>", "<div><b>a</b></div>");
    check("<span><div></span>a</div>", "<span><div>a</div></span>");
    check("<DIV CLASS='a'>a</Div >", "<DIV CLASS='a'>a</div>");
}

#[test]
fn an_element_that_is_only_left_open_is_left_out() {
    check("<div><p>", "");
    check("<div> <p>|", "<div> |</div>");
    check("<span id=\"a\"><b>", "<span id=\"a\"><b></b></span>");
    check("<span></span><td></td>", "<span></span>");
}

#[test]
fn end_tags_may_be_missing() {
    check("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>");
    check("<li>a", "a");
    check("<dl><dt>a<dd>b", "<dl><dt>a</dt><dd>b</dd></dl>");
    check("<p>a<p>b<div>c", "<p>a</p><p>b</p><div>c</div>");
    check(
        "<table><tr><td>a<td>b<tr><th>c</table>",
        "<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>",
    );
    check("<table><td>a", "<table><tr><td>a</td></tr></table>");
    check("<h2>a<h3>b</h2>", "<h2>a</h2><h3>b</h3>");
    check("<ruby>a<rt>b<rt>c", "<ruby>a<rt>b</rt><rt>c</rt></ruby>");
    check(
        "<ul><li>a<ul><li>b</ul>c",
        "<ul><li>a<ul><li>b</li></ul>c</li></ul>",
    );
}

#[test]
fn elements_appear_only_in_allowed_parents() {
    check("<tr><td>a", "a");
    check("<table><div>a</div>", "<table>a</table>");
    check("<a href=x>a<a href=y>b", "<a href=x>a</a><a href=y>b</a>");
    check("<body><html>a", "a");
    check("<form><form>a", "<form>a</form>");
    check(
        "<select><option>a<option>b<div>",
        "<select><option>a</option><option>b</option></select>",
    );
}

#[test]
fn markdown_blocks_close_elements_that_cannot_contain_them() {
    check("<p>a|b", "<p>a</p>|b");
    check("<div>|</div>", "<div>|</div>");
    check("<table>|</table>", "|");
    check(
        "<table><tr><td>|</td></tr></table>",
        "<table><tr><td>|</td></tr></table>",
    );
    check("<a href=x>a&", "<a href=x>a</a>&");
    check("<a href=x>_</a>", "<a href=x>_</a>");
    check("<b>|</b>", "<b>|</b>");
    check("<textarea>|", "|");
}

#[test]
fn blocks_and_links_are_dropped_inside_a_line_or_link() {
    let heading = RowContext {
        line: true,
        link: false,
    };
    assert_eq!(balanced("a<p>b</p><hr><b>c", heading), "ab<b>c</b>");
    let linked = RowContext {
        line: true,
        link: true,
    };
    assert_eq!(balanced("<a href=x>a</a>", linked), "a");
}

#[test]
fn details_elements_have_a_summary() {
    check(
        "<details> <summary>a</summary>b",
        "<details> <summary>a</summary>b</details>",
    );
    check("<details>a</details>", "a");
    check("<details>|</details>", "|");
    check("<summary>a</summary>b", "<p>a</p>b");
    check("<details>|<summary>a", "|<p>a</p>");
    check(
        "<details><summary>a<details><summary>b",
        "<details><summary>a<details><summary>b</summary></details></summary></details>",
    );
}

#[test]
fn literal_text_stays() {
    check("<script>'<p>'", "<script>'<p>'</script>");
    check("<table><textarea><b></table>", "<table></table>");
    check("<pre>a <p", "<pre>a &lt;p</pre>");
    check("<!-- a", "<!-- a-->");
    check("<?php ?>a<!DOCTYPE html>", "a");
    check("a < b", "a &lt; b");
}

#[test]
fn pictures_and_empty_tags() {
    check(
        "<svg><path/><title>a</title></svg>",
        "<svg><path/><title>a</title></svg>",
    );
    check("<svg><p>a", "<svg></svg><p>a</p>");
    check("<a name=x />b", "<a name=x></a>b");
    check("a<br/>b", "a<br/>b");
}

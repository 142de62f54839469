//! The extensions of `MkDocs`, GitHub, Obsidian, Pandoc, Quarto, Docusaurus, `VitePress` and `MyST` to Markdown, as
//! shown on a page.

use crate::support::{Book, Pages, book};

const PLAN: &str = "# Plan\n\n## Week 1: One\n\n- [ ] do it\n";

fn with_text(book: Book, number: usize, markdown: &str) -> Book {
    let path = format!("content/text-{number}.md");
    book.file(&path, format!("# Text\n\n{markdown}\n"))
}

/// Each text is a page of one handbook.
#[track_caller]
fn check(cases: &[(&str, &str)]) {
    let empty = book()
        .file("content/plan.md", PLAN)
        .file("content/a.png", "");
    let texts = cases.iter().enumerate();
    let book = texts.fold(empty, |book, (number, (markdown, _))| {
        with_text(book, number, markdown)
    });
    let pages = book.rendered();
    for (number, (markdown, expected)) in cases.iter().enumerate() {
        assert_eq!(shown(&pages, number), *expected, "{markdown}");
    }
}

fn shown(pages: &Pages, number: usize) -> String {
    bones(pages.main(&format!("text-{number}.html")))
}

/// The HTML of a page without presentational parts: icons, white space between elements, roles.
pub fn bones(main: &str) -> String {
    let (_, body) = main.split_once("<div class=\"text\">").unwrap();
    let (body, _) = body.split_once("</div></div>").unwrap();
    let icons = body.split("<svg");
    let without_icons: String = icons
        .enumerate()
        .map(|(at, part)| {
            if at == 0 {
                part
            } else {
                part.split_once("</svg>").unwrap().1
            }
        })
        .collect();
    let looks = [
        (" role=\"note\"", ""),
        (" role=\"group\"", ""),
        (" tabindex=\"0\"", ""),
        (" scope=\"col\"", ""),
        ("admonition-title", "title"),
        ("tab-title", "title"),
    ];
    let plain = looks.iter().fold(without_icons, |text, (look, short)| {
        text.replace(look, short)
    });
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ").replace("> <", "><").trim().to_owned()
}

#[test]
fn boxes_can_be_nested_in_every_container() {
    check(&[
        (
            r#"Kata
: Short

    !!! tip "T"
        a

    === "X"
        b"#,
            r#"<dl><dt>Kata</dt><dd><p>Short</p><div class="admonition tip"><p class="title">T</p><p>a</p></div><div class="tabs"><div class="tab" aria-label="X"><p class="title">X</p><p>b</p></div></div></dd></dl>"#,
        ),
        (
            r#"Kata
:   !!! tip "T"
        a"#,
            r#"<dl><dt>Kata</dt><dd><div class="admonition tip"><p class="title">T</p><p>a</p></div></dd></dl>"#,
        ),
        (
            r#"a[^n]

[^n]:
    b

    !!! tip "T"
        c

    ??? tip "F"
        d"#,
            r##"<p>a<sup><a id="fnref--n-1" href="#fn--n">1</a></sup></p><section class="footnotes" aria-label="Footnotes"><ol><li id="fn--n"><p>b</p><div class="admonition tip"><p class="title">T</p><p>c</p></div><details class="admonition tip"><summary>F</summary><p>d</p></details><p><a href="#fnref--n-1" aria-label="Back to the text">↩</a></p></li></ol></section>"##,
        ),
        (
            r#"> a
>
> !!! tip "T"
>     b
>
> === "X"
>
>     c
>
> d"#,
            r#"<blockquote><p>a</p><div class="admonition tip"><p class="title">T</p><p>b</p></div><div class="tabs"><div class="tab" aria-label="X"><p class="title">X</p><p>c</p></div></div><p>d</p></blockquote>"#,
        ),
        (
            r#"- a

    === "X"

        - b

            c

    === "Y"

        d

- e"#,
            r#"<ul><li><p>a</p><div class="tabs"><div class="tab" aria-label="X"><p class="title">X</p><ul><li><p>b</p><p>c</p></li></ul></div><div class="tab" aria-label="Y"><p class="title">Y</p><p>d</p></div></div></li><li><p>e</p></li></ul>"#,
        ),
        (
            r#"1. a

    === "X"

        !!! tip "T"
            b"#,
            r#"<ol><li><p>a</p><div class="tabs"><div class="tab" aria-label="X"><p class="title">X</p><div class="admonition tip"><p class="title">T</p><p>b</p></div></div></div></li></ol>"#,
        ),
        (
            r#"!!! note "N"

    - a

        === "X"

            b"#,
            r#"<div class="admonition note"><p class="title">N</p><ul><li><p>a</p><div class="tabs"><div class="tab" aria-label="X"><p class="title">X</p><p>b</p></div></div></li></ul></div>"#,
        ),
        (
            r#"- !!! tip "T"
        a
- b"#,
            r#"<ul><li><div class="admonition tip"><p class="title">T</p><p>a</p></div></li><li><p>b</p></li></ul>"#,
        ),
        (
            r"- a
  > [!TIP]
  > b",
            r#"<ul><li>a <div class="admonition tip"><p class="title">Tip</p><p>b</p></div></li></ul>"#,
        ),
        (
            r#"a
!!! tip "T"
    b
c"#,
            r#"<p>a</p><div class="admonition tip"><p class="title">T</p><p>b</p></div><p>c</p>"#,
        ),
    ]);
}
#[test]
fn a_title_is_inline_markdown() {
    check(&[
        (
            r#"=== "**B** `c`"
    a"#,
            r#"<div class="tabs"><div class="tab" aria-label="B c"><p class="title"><strong>B</strong><code>c</code></p><p>a</p></div></div>"#,
        ),
        (
            r#"!!! note "**B** `c` [l](https://a.b) ++ctrl++ :bulb:"
    a"#,
            r#"<div class="admonition note"><p class="title"><strong>B</strong><code>c</code><a href="https://a.b">l</a><code>Ctrl</code> 💡</p><p>a</p></div>"#,
        ),
        (
            r#"??? note ":material-clock: *Later*"
    a"#,
            r#"<details class="admonition note"><summary><em>Later</em></summary><p>a</p></details>"#,
        ),
        (
            r"> [!NOTE] A **b**
> c",
            r#"<div class="admonition note"><p class="title">A <strong>b</strong></p><p>c</p></div>"#,
        ),
        (
            r"> [!TIP]- 1. A
> c",
            r#"<details class="admonition tip"><summary>1. A</summary><p>c</p></details>"#,
        ),
        (
            r##"!!! note "# 1. a | b"
    c"##,
            r#"<div class="admonition note"><p class="title">1. a | b</p><p>c</p></div>"#,
        ),
        (
            r#"!!! note "He said \"yes\""
    a"#,
            r#"<div class="admonition note"><p class="title">He said “yes”</p><p>a</p></div>"#,
        ),
        (
            r#"!!! note ""
    a"#,
            r#"<div class="admonition note"><p>a</p></div>"#,
        ),
        (
            r#"??? note ""
    a"#,
            r#"<details class="admonition note"><summary>Note</summary><p>a</p></details>"#,
        ),
        (
            r#"=== ""
    a"#,
            r#"<div class="tabs"><div class="tab" aria-label=""><p class="title"></p><p>a</p></div></div>"#,
        ),
    ]);
}
#[test]
fn a_box_without_a_title_is_called_by_its_name() {
    check(&[
        (
            r"!!! warning
    a",
            r#"<div class="admonition warning"><p class="title">Warning</p><p>a</p></div>"#,
        ),
        (
            r"!!! caution
    a",
            r#"<div class="admonition warning"><p class="title">Caution</p><p>a</p></div>"#,
        ),
        (
            r"> [!IMPORTANT]
> a",
            r#"<div class="admonition info"><p class="title">Important</p><p>a</p></div>"#,
        ),
        (
            r"!!! seealso
    a",
            r#"<div class="admonition note"><p class="title">See also</p><p>a</p></div>"#,
        ),
        (
            r"!!! home-work
    a",
            r#"<div class="admonition note"><p class="title">Home-work</p><p>a</p></div>"#,
        ),
        (
            r#"??? "T"
    a"#,
            r#"<details class="admonition note"><summary>T</summary><p>a</p></details>"#,
        ),
        (
            r#"???+ "T"
    a"#,
            r#"<details class="admonition note" open><summary>T</summary><p>a</p></details>"#,
        ),
        (
            r#"!!! "T"
    a"#,
            r#"<div class="admonition note"><p class="title">T</p><p>a</p></div>"#,
        ),
        (
            r"??? faq
    a",
            r#"<details class="admonition question"><summary>FAQ</summary><p>a</p></details>"#,
        ),
    ]);
}
#[test]
fn adjacent_groups_of_tabs_are_separate() {
    check(&[
        (
            r#"=== "A"
    a

=== "B"
    b

===! "C"
    c

===+ "D"
    d"#,
            r#"<div class="tabs"><div class="tab" aria-label="A"><p class="title">A</p><p>a</p></div><div class="tab" aria-label="B"><p class="title">B</p><p>b</p></div></div><div class="tabs"><div class="tab" aria-label="C"><p class="title">C</p><p>c</p></div><div class="tab" aria-label="D"><p class="title">D</p><p>d</p></div></div>"#,
        ),
        (
            r#"=== "A"
    a

b

=== "C"
    c"#,
            r#"<div class="tabs"><div class="tab" aria-label="A"><p class="title">A</p><p>a</p></div></div><p>b</p><div class="tabs"><div class="tab" aria-label="C"><p class="title">C</p><p>c</p></div></div>"#,
        ),
    ]);
}
#[test]
fn blocks_between_colons_are_boxes() {
    check(&[
        (
            r"::: tip
a

## H

- b
:::

c",
            r#"<div class="admonition tip"><p class="title">Tip</p><p>a</p><h2 id="h">H</h2><ul><li>b</li></ul></div><p>c</p>"#,
        ),
        (
            r":::note[A *b*]
a
:::",
            r#"<div class="admonition note"><p class="title">A <em>b</em></p><p>a</p></div>"#,
        ),
        (
            r":::note A *b*
a
:::",
            r#"<div class="admonition note"><p class="title">A <em>b</em></p><p>a</p></div>"#,
        ),
        (
            r#"::: {.callout-warning title="A *b*" collapse="true"}
a
:::"#,
            r#"<details class="admonition warning"><summary>A <em>b</em></summary><p>a</p></details>"#,
        ),
        (
            r":::{tip} A *b*
:class: wide
a
:::",
            r#"<div class="admonition tip"><p class="title">A <em>b</em></p><p>a</p></div>"#,
        ),
        (
            r"::: details A
a
:::",
            r#"<details class="admonition note"><summary>A</summary><p>a</p></details>"#,
        ),
        (
            r"::::note
a
:::tip
b
:::
c
::::",
            r#"<div class="admonition note"><p class="title">Note</p><p>a</p><div class="admonition tip"><p class="title">Tip</p><p>b</p></div><p>c</p></div>"#,
        ),
        (
            r"::::{tab-set}
:::{tab-item} A
a
:::
:::{tab-item} B
b
:::
::::",
            r#"<div class="tabs"><div class="tab" aria-label="A"><p class="title">A</p><p>a</p></div><div class="tab" aria-label="B"><p class="title">B</p><p>b</p></div></div>"#,
        ),
        (
            r#"::: {.column width="40%"}
a
:::"#,
            "<p>a</p>",
        ),
        (
            r"- a

  :::tip
  b
  :::
- c",
            r#"<ul><li><p>a</p><div class="admonition tip"><p class="title">Tip</p><p>b</p></div></li><li><p>c</p></li></ul>"#,
        ),
        (
            r"> :::tip
> a
> :::
>
> b",
            r#"<blockquote><div class="admonition tip"><p class="title">Tip</p><p>a</p></div><p>b</p></blockquote>"#,
        ),
        (
            r"```{tip} A *b*
:class: wide
a *c*
```",
            r#"<div class="admonition tip"><p class="title">A <em>b</em></p><p>a <em>c</em></p></div>"#,
        ),
        (
            r":::{admonition} A
:class: dropdown warning
a
:::",
            r#"<details class="admonition warning"><summary>A</summary><p>a</p></details>"#,
        ),
        (
            r"```{admonition} A
:class: tip
a
```",
            r#"<div class="admonition tip"><p class="title">A</p><p>a</p></div>"#,
        ),
        (
            r"::: {.callout-tip}
## A *b*

a

## C
:::",
            r#"<div class="admonition tip"><p class="title">A <em>b</em></p><p>a</p><h2 id="c">C</h2></div>"#,
        ),
        (
            r":::tip
## A
:::",
            r#"<div class="admonition tip"><p class="title">Tip</p><h2 id="a">A</h2></div>"#,
        ),
        (
            r"::: tip
a",
            "<p>::: tip a</p>",
        ),
        (
            r"a

:::",
            "<p>a</p><p>:::</p>",
        ),
        (
            r"```
::: tip
a
:::
```",
            "<pre><code>::: tip a ::: </code></pre>",
        ),
    ]);
}
#[test]
fn inline_marks_are_read_only_if_they_are_meant() {
    check(&[
        (
            r"\:bulb: \=\=a\=\= \++ctrl++ \^\^a\^\^ &#58;bulb: \==a== x\^2^",
            "<p>:bulb: ==a== ++ctrl++ ^^a^^ :bulb: ==a== x^2^</p>",
        ),
        (
            "==a== ^^b^^ H~2~O x^2^ ~c~ ~~d~~",
            "<p><em>a</em><em>b</em> H<sub>2</sub>O x<sup>2</sup><del>c</del><del>d</del></p>",
        ),
        (
            "1~2 h, 3~4 h and 5~6,7~8 and a^b c^d, x^2+y^2=z^2 and 10^6^, 2^nd^",
            "<p>1~2 h, 3~4 h and 5~6,7~8 and a^b c^d, x^2+y^2=z^2 and 10<sup>6</sup>, 2<sup>nd</sup></p>",
        ),
        (
            "`#!python x = 1` `#!/bin/sh` `#!x`",
            "<p><code>x = 1</code><code>#!/bin/sh</code><code>#!x</code></p>",
        ),
        (
            ":man_raising_hand: :+1: :bulb:a 10:30:45 a:b:c :no_such_name:",
            "<p>🙋‍♂️ 👍 💡a 10:30:45 a:b:c :no_such_name:</p>",
        ),
        (
            "[x](https://a.b){download} *y*{ .a } `z`{: .b} [w]{.c} []{#d} {e}",
            r#"<p><a href="https://a.b">x</a><em>y</em><code>z</code> w {e}</p>"#,
        ),
        (
            "a [**b** and *c*]{.x} d [**e**] f ==**g**== h",
            "<p>a <strong>b</strong> and <em>c</em> d [<strong>e</strong>] f <strong>g</strong> h</p>",
        ),
        (
            r"HTML <https://a.b/HTML> https://a.b/HTML `HTML` HTMLs XHTML [HTML](https://a.b)

*[HTML]: Hyper",
            r#"<p><abbr title="Hyper">HTML</abbr><a href="https://a.b/HTML">https://a.b/HTML</a><a href="https://a.b/HTML">https://a.b/HTML</a><code>HTML</code> HTMLs XHTML <a href="https://a.b"><abbr title="Hyper">HTML</abbr></a></p>"#,
        ),
        (
            r"CSS JS

*[CSS] : Style

*[JS]:
    Script",
            r#"<p><abbr title="Style">CSS</abbr><abbr title="Script">JS</abbr></p>"#,
        ),
        (
            r"CSS

*[CSS]:

Words",
            "<p>CSS</p><p>*[CSS]:</p><p>Words</p>",
        ),
        (
            r#"a b

*[a]: First

*[a]: """#,
            "<p>a b</p>",
        ),
        (
            r"中文在这里
继续。
English
word",
            "<p>中文在这里继续。 English word</p>",
        ),
    ]);
}
#[test]
fn formulas_keep_every_sign() {
    check(&[
        (
            r"$\frac{1}{2} x_1 * y_1$ and $$a_1 * b_1$$ and \(a_1 * b_1\)",
            r"<p><code>$\frac{1}{2} x_1 * y_1$</code> and <code>$$a_1 * b_1$$</code> and <code>\(a_1 * b_1\)</code></p>",
        ),
        (
            r"$$
x_1 * y_1
$$",
            "<p><code>$$ x_1 * y_1 $$</code></p>",
        ),
        (
            "$50 to $100, $5/$10 and 5 $ or 6 $",
            "<p>$50 to $100, $5/$10 and 5 $ or 6 $</p>",
        ),
        (
            r"\(only words\) and `\(a_1\)`",
            r"<p>(only words) and <code>\(a_1\)</code></p>",
        ),
    ]);
}
#[test]
fn blocks_are_read_as_their_authors_write_them() {
    check(&[
        (
            r"A | B
:---|---:
1 | 2",
            r#"<div class="table" aria-label="Table"><table><thead><tr><th data-align="left">A</th><th data-align="right">B</th></tr></thead><tbody><tr><td data-align="left">1</td><td data-align="right">2</td></tr></tbody></table></div>"#,
        ),
        (
            r"A | B
:-: | :-:
1 | 2",
            r#"<div class="table" aria-label="Table"><table><thead><tr><th data-align="center">A</th><th data-align="center">B</th></tr></thead><tbody><tr><td data-align="center">1</td><td data-align="center">2</td></tr></tbody></table></div>"#,
        ),
        (
            r"A
B
:   a
:   b",
            "<dl><dt>A</dt><dt>B</dt><dd>a</dd><dd>b</dd></dl>",
        ),
        (
            r"A {.x}
:   a {.y}",
            "<dl><dt>A</dt><dd>a</dd></dl>",
        ),
        (
            r"| A { .x } | B |
|---|---|
| a { .y } | {b} |",
            r#"<div class="table" aria-label="Table"><table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>a</td><td>{b}</td></tr></tbody></table></div>"#,
        ),
        (
            r"| a | b |
|---|---|
| $P(x|y)$ | $$x|y$$ |
| 1 | 2 | 3 **c** | 4 \| 5 |
| $5 | $6 |",
            r#"<div class="table" aria-label="Table"><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td><code>$P(x|y)$</code></td><td><code>$$x|y$$</code></td></tr><tr><td>1</td><td>2</td><td>3 <strong>c</strong></td><td>4 | 5</td></tr><tr><td>$5</td><td>$6</td></tr></tbody></table></div>"#,
        ),
        (
            r#"```py title="a.py" linenums="1"
x
```"#,
            r#"<p class="code-title">a.py</p><pre data-language="py"><code>x </code></pre>"#,
        ),
        (
            r"```js [a.js]
x
```",
            r#"<p class="code-title">a.js</p><pre data-language="js"><code>x </code></pre>"#,
        ),
        (
            r#"``` { .py .wide title="a.py" }
x
```"#,
            r#"<p class="code-title">a.py</p><pre data-language="py"><code>x </code></pre>"#,
        ),
        (
            r"```{python}
x
```",
            r#"<pre data-language="python"><code>x </code></pre>"#,
        ),
        (
            r#"<pre>
!!! note "N"
    a
*[HTML]: b
{: .x }
[TOC]
</pre>

HTML"#,
            r#"<pre>!!! note "N" a *[HTML]: b {: .x } [TOC] </pre><p>HTML</p>"#,
        ),
        (
            r#"<!--
!!! note "N"
    a

- [ ] b
-->

c"#,
            "<p>c</p>",
        ),
        (
            r"* TOC
{:toc}

a",
            "<p>a</p>",
        ),
        (
            r"[TOC]

a
{: .x }",
            "<p>a</p>",
        ),
        (
            r"## A ## {#b}

## C {#c-(1-hour)}

[c](#c-(1-hour))",
            r##"<h2 id="b">A</h2><h2 id="c-(1-hour)">C</h2><p><a href="#c-%281-hour%29">c</a></p>"##,
        ),
    ]);
}
#[test]
fn marks_of_obsidian_are_read() {
    check(&[
        (
            "a [[plan]] [[Plan|words]] [[plan#Week 1: One]] [[#here]] [[Gone]] [[text]]",
            r#"<p>a <a href="plan/index.html">plan</a><a href="plan/index.html">words</a><a href="plan/week-1.html">plan &gt; Week 1: One</a><a href="text-0.html">here</a><span class="missing" title="Gone.md">Gone <small>(not yet written)</small></span><span class="missing" title="text.md">text <small>(not yet written)</small></span></p>"#,
        ),
        (
            "![[a.png]] ![[a.png|300]] ![[a.png|words]] ![[plan]]",
            r#"<p><img src="a.png" alt="a" loading="lazy" /><img src="a.png" alt="a" loading="lazy" /><img src="a.png" alt="words" loading="lazy" /><a href="plan/index.html">plan</a></p>"#,
        ),
        (
            r"a ^a1b2c3

- b ^quote-1

2 ^10",
            "<p>a</p><ul><li>b</li></ul><p>2 ^10</p>",
        ),
        (
            r"a %%b%% c

%%
d

e
%%

`%%f%%` 100%% g",
            "<p>a c</p><p><code>%%f%%</code> 100%% g</p>",
        ),
        (
            r"| A |
|---|
| [[plan\|words]] |",
            r#"<div class="table" aria-label="Table"><table><thead><tr><th>A</th></tr></thead><tbody><tr><td><a href="plan/index.html">words</a></td></tr></tbody></table></div>"#,
        ),
        (
            "a {/* b */} c {% comment %} d {% endcomment %} e {# f #} {#g}",
            "<p>a c e {#g}</p>",
        ),
        (
            "nums[[0]] [[1]](https://a.b) [[1, 2], [3]]",
            r#"<p>nums[[0]] <a href="https://a.b">[1]</a> [[1, 2], [3]]</p>"#,
        ),
    ]);
}

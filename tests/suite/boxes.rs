//! Nested boxes: every container is rendered as its author nested it.

use std::fmt::Write;

use proptest::prelude::*;

use crate::support::book;

/// A container.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Item,
    Quote,
    Admonition,
    Fold,
    Tab,
    Colons,
    Definition,
}

/// Paragraphs, each with an optional container below it.
#[derive(Clone, Debug)]
struct Blocks(Vec<Option<(Kind, Blocks)>>);

fn blocks() -> impl Strategy<Value = Blocks> {
    let kind = prop_oneof![
        Just(Kind::Item),
        Just(Kind::Quote),
        Just(Kind::Admonition),
        Just(Kind::Fold),
        Just(Kind::Tab),
        Just(Kind::Colons),
        Just(Kind::Definition),
    ];
    let leaf = Just(Blocks(vec![None, None]));
    leaf.prop_recursive(3, 24, 3, move |inner| {
        let below = prop::option::weighted(0.7, (kind.clone(), inner));
        prop::collection::vec(below, 2..4).prop_map(Blocks)
    })
}

/// How many colons the block needs to have more than those inside it.
fn colons(blocks: &Blocks) -> usize {
    let inner = blocks.0.iter().flatten();
    inner
        .map(|(kind, blocks)| colons(blocks) + usize::from(matches!(kind, Kind::Colons)))
        .max()
        .unwrap_or(0)
}

/// The lines of some blocks, and the expected HTML.
struct Written {
    count: usize,
    html: String,
}

impl Written {
    fn word(&mut self) -> String {
        self.count += 1;
        format!("zq{}x", self.count)
    }

    fn blocks(&mut self, blocks: &Blocks) -> Vec<String> {
        let mut lines = Vec::new();
        for below in &blocks.0 {
            let word = self.word();
            let _ = write!(self.html, "<p>{word}</p>");
            lines.extend([word, String::new()]);
            if let Some((kind, inner)) = below {
                lines.extend(self.container(*kind, inner));
                lines.push(String::new());
            }
        }
        lines
    }

    fn container(&mut self, kind: Kind, inner: &Blocks) -> Vec<String> {
        let title = self.word();
        let (head, before, after) = match kind {
            Kind::Item => (None, "<ul><li>".to_owned(), "</li></ul>"),
            Kind::Quote => (None, "<blockquote>".to_owned(), "</blockquote>"),
            Kind::Admonition => (
                Some(format!("!!! note \"{title}\"")),
                format!("<div class=\"admonition note\"><p class=\"title\">{title}</p>"),
                "</div>",
            ),
            Kind::Fold => (
                Some(format!("??? note \"{title}\"")),
                format!("<details class=\"admonition note\"><summary>{title}</summary>"),
                "</details>",
            ),
            Kind::Tab => (
                Some(format!("=== \"{title}\"")),
                format!(
                    "<div class=\"tabs\"><div class=\"tab\" aria-label=\"{title}\"><p class=\"title\">{title}</p>"
                ),
                "</div></div>",
            ),
            Kind::Colons => (
                Some(format!("{} tip {title}", ":".repeat(3 + colons(inner)))),
                format!("<div class=\"admonition tip\"><p class=\"title\">{title}</p>"),
                "</div>",
            ),
            Kind::Definition => (
                Some(title.clone()),
                format!("<dl><dt>{title}</dt><dd>"),
                "</dd></dl>",
            ),
        };
        self.html.push_str(&before);
        let inner_lines = self.blocks(inner);
        self.html.push_str(after);
        let (first, other) = match kind {
            Kind::Item => ("- ", "    "),
            Kind::Quote => ("> ", "> "),
            Kind::Definition => (":   ", "    "),
            Kind::Colons => ("", ""),
            _ => ("    ", "    "),
        };
        let lines = inner_lines.iter().enumerate();
        let lines = lines.map(|(at, line)| {
            let prefix = if at == 0 { first } else { other };
            format!("{prefix}{line}").trim_end().to_owned()
        });
        let closing = matches!(kind, Kind::Colons).then(|| ":".repeat(3 + colons(inner)));
        head.into_iter().chain(lines).chain(closing).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 50, failure_persistence: None, max_shrink_iters: 300, ..ProptestConfig::default() })]

    #[test]
    fn boxes_are_nested_as_they_are_written(blocks in blocks()) {
        let mut written = Written { count: 0, html: String::new() };
        let text = written.blocks(&blocks).join("\n");
        let book = book()
            .file("content/plan.md", "# Plan\n\n## Week 1: One\n\n- [ ] do it\n")
            .file("content/text-0.md", format!("# Text\n\n{text}\n"));
        let site = crate::support::site(&book.path("")).1.unwrap();
        let page = site.iter().find(|(path, _)| *path == "text-0.html").unwrap();
        let page = String::from_utf8_lossy(page.1).into_owned();
        prop_assert_eq!(crate::dialect::bones(&page), written.html, "{}", text);
    }
}

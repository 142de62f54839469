//! Turns content into Markdown, for the copies of pages. What Markdown has no signs for is written in plain words: an
//! admonition is a quotation with its name in bold, tabs are a list of their titles. Words are escaped, so reading the
//! result again gives the same words and tasks.

mod blocks;
mod inline;
mod state;
mod table;

use crate::markdown::{self, LinePlace, escape_words, value};
use crate::theme::Words;
use crate::view::{
    AdmonitionNode, BoxTitle, CodeNode, Content, ElementNode, FootnoteNode, ListItem, TabNode,
    TaskNode, TextStyle, ViewNode, begins_with_box,
};

use blocks::{Blocks, fenced, indented, quoted};
use inline::{is_words, tag, with_levels};
use state::CopyState;

/// The elements that only arrange their content.
const ARRANGING: &[&str] = &[
    "article", "aside", "center", "div", "footer", "header", "main", "nav", "p", "section",
];

/// Writes the Markdown of one page.
pub(super) struct MarkdownWriter<'w> {
    state: CopyState<'w>,
    page: Blocks,
}

impl<'w> MarkdownWriter<'w> {
    pub(super) fn new(words: &'w Words) -> Self {
        Self {
            state: CopyState::new(words),
            page: Blocks::default(),
        }
    }

    /// The finished page.
    pub(super) fn finish(self) -> Vec<u8> {
        let mut text = self.page.finish();
        text.push('\n');
        text.into_bytes()
    }

    /// Adds a heading with these words.
    pub(super) fn heading(&mut self, level: u8, words: &str) {
        let words = vec![ViewNode::Text(words.into())];
        let heading = self.heading_line(level, &words);
        self.page.push(&heading);
    }

    /// Adds a paragraph that is already Markdown, unless it is empty.
    pub(super) fn line(&mut self, markdown: &str) {
        self.page.push(markdown);
    }

    /// Adds a list whose items are already Markdown.
    pub(super) fn items(&mut self, items: &[String]) {
        let marker = self.page.marker(None);
        let items = items.iter().map(|item| marker.item(0, item));
        let items: Vec<String> = items.collect();
        self.page.push_list(marker, &items.join("\n"), false);
    }

    /// Adds content.
    pub(super) fn content(&mut self, content: &Content<'_>) {
        let mut page = std::mem::take(&mut self.page);
        self.add_blocks(content, &mut page);
        self.page = page;
    }

    /// Content without blocks as one line of Markdown.
    pub(super) fn words_of(&mut self, content: &Content<'_>) -> String {
        self.state.inline_after(content, LinePlace::Line)
    }

    fn blocks(&mut self, content: &[ViewNode<'_>], is_tight: bool) -> String {
        let mut blocks = Blocks::new(is_tight);
        self.add_blocks(content, &mut blocks);
        blocks.finish()
    }

    fn add_blocks(&mut self, content: &[ViewNode<'_>], blocks: &mut Blocks) {
        for row in rows(content) {
            match row {
                [block] if !is_words(block) => self.block(block, blocks),
                words => blocks.push(&self.paragraph(words)),
            }
        }
    }

    /// Words as a paragraph. In Markdown, those that begin with a box would be a task.
    fn paragraph(&mut self, words: &[ViewNode<'_>]) -> String {
        if begins_with_box(words) {
            return format!("<p>{}</p>", self.raw_text(words, false).trim());
        }
        self.state.inline(words, LinePlace::Paragraph)
    }

    fn block(&mut self, block: &ViewNode<'_>, blocks: &mut Blocks) {
        match block {
            ViewNode::Paragraph(children) => blocks.push(&self.paragraph(children)),
            ViewNode::Heading {
                level, children, ..
            } => blocks.push(&self.heading_line(*level, children)),
            ViewNode::Quote(children) => blocks.push(&quoted(&self.blocks(children, false))),
            ViewNode::List { first, items } => self.list(*first, items, blocks),
            ViewNode::Rule => blocks.push("***"),
            ViewNode::Definitions(children) => blocks.push(&self.definitions(children)),
            ViewNode::Admonition(admonition) => blocks.push(&self.admonition(admonition)),
            ViewNode::Template { source, .. } => {
                blocks.push(&fenced("markdown", source));
            }
            ViewNode::Tabs(tabs) => self.tabs(tabs, blocks),
            ViewNode::Code(code) => blocks.push(&code_block(code)),
            ViewNode::Table(table) => blocks.push(&self.state.table(table)),
            ViewNode::Footnotes(notes) => blocks.push(&self.footnotes(notes)),
            ViewNode::Element(element) => self.element(element, blocks),
            other => other.each_inner(&mut |inner| self.add_blocks(inner, blocks)),
        }
    }

    fn heading_line(&mut self, level: u8, words: &[ViewNode<'_>]) -> String {
        let signs = "#".repeat(usize::from(level.clamp(1, 6)));
        format!(
            "{signs} {}",
            self.state.inline_after(words, LinePlace::Line)
        )
    }

    fn list(&mut self, first: Option<u64>, items: &[ListItem<'_>], blocks: &mut Blocks) {
        let is_loose = items.iter().any(|item| match item {
            ListItem::Plain { children, .. } => {
                let mut children = children.iter();
                children.any(|child| matches!(child, ViewNode::Paragraph(_)))
            }
            ListItem::Task(_) => false,
        });
        let marker = blocks.marker(first);
        let items = (0..).zip(items).map(|(index, item)| {
            let text = match item {
                ListItem::Plain { levels, children } => {
                    let text = self.blocks(children, !is_loose);
                    with_levels(text, levels)
                }
                ListItem::Task(task) => self.task(task),
            };
            marker.item(index, &text)
        });
        let items: Vec<String> = items.collect();
        let text = items.join(if is_loose { "\n\n" } else { "\n" });
        // A list that begins with an empty item or with another number cannot follow words directly.
        let may_follow = marker.may_follow_words(&items);
        blocks.push_list(marker, &text, may_follow);
    }

    fn task(&mut self, task: &TaskNode<'_>) -> String {
        let mut text = self.state.task_line(task, LinePlace::Paragraph);
        let details = self.blocks(&task.details, true);
        if !details.is_empty() {
            let begins_with_list = matches!(task.details.first(), Some(ViewNode::List { .. }));
            text.push_str(if begins_with_list { "\n" } else { "\n\n" });
            text.push_str(&details);
        }
        text
    }

    fn admonition(&mut self, admonition: &AdmonitionNode<'_>) -> String {
        let title = match &admonition.title {
            BoxTitle::ByName => strong(&self.kind_name(admonition.name)),
            BoxTitle::Own(title) => self.strong(title),
            BoxTitle::Absent => String::new(),
        };
        let mut blocks = Blocks::default();
        blocks.push(&title);
        self.add_blocks(&admonition.children, &mut blocks);
        quoted(&blocks.finish())
    }

    /// A title in bold.
    fn strong(&mut self, title: &Content<'_>) -> String {
        let bold = ViewNode::Styled(TextStyle::Strong, title.clone());
        match self.state.inline(title, LinePlace::Line).as_str() {
            "" => String::new(),
            _ => self.state.inline(&[bold], LinePlace::Line),
        }
    }

    /// The name of a kind of admonition; the theme may have no word for it.
    fn kind_name(&self, name: &str) -> String {
        let known = self.state.words.word(&format!("kind_{name}"));
        known.map_or_else(
            || {
                let mut letters = name.chars();
                let first = letters.next().into_iter().flat_map(char::to_uppercase);
                first.chain(letters).collect()
            },
            |word| word.plain().to_owned(),
        )
    }

    fn tabs(&mut self, tabs: &[TabNode<'_>], blocks: &mut Blocks) {
        let marker = blocks.marker(None);
        let items = tabs.iter().map(|tab| {
            let title = self.strong(&tab.title);
            let mut inner = Blocks::default();
            inner.push(&title);
            self.add_blocks(&tab.children, &mut inner);
            marker.item(0, &inner.finish())
        });
        let items: Vec<String> = items.collect();
        blocks.push_list(marker, &items.join("\n\n"), false);
    }

    fn definitions(&mut self, children: &[ViewNode<'_>]) -> String {
        let mut text = String::new();
        for child in children {
            match child {
                ViewNode::Definition(content) => {
                    let definition = indented(&self.blocks(content, false), 4);
                    text.push_str("\n:   ");
                    text.push_str(&definition);
                    text.push('\n');
                }
                ViewNode::Term(content) => {
                    text.push('\n');
                    text.push_str(&self.state.inline(content, LinePlace::Line));
                }
                other => other.each_inner(&mut |inner| text.push_str(&self.definitions(inner))),
            }
        }
        text.trim_matches('\n').to_owned()
    }

    fn footnotes(&mut self, notes: &[FootnoteNode<'_>]) -> String {
        let notes = notes.iter().map(|note| {
            let number = self.state.note(&note.id);
            let text = indented(&self.blocks(&note.children, false), 4);
            format!("[^{number}]: {text}").trim_end().to_owned()
        });
        let notes: Vec<String> = notes.collect();
        notes.join("\n\n")
    }

    /// Adds an element that is not inside a line.
    fn element(&mut self, element: &ElementNode<'_>, blocks: &mut Blocks) {
        let children = element.children.as_deref().unwrap_or_default();
        let level = match element.name.as_bytes() {
            [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
            _ => None,
        };
        match element.name.as_str() {
            "script" | "style" => {}
            "hr" => blocks.push("***"),
            name if ARRANGING.contains(&name) => self.add_blocks(children, blocks),
            _ if level.is_some() && children.iter().all(is_words) => {
                blocks.push(&self.heading_line(level.unwrap_or(2).max(2), children));
            }
            _ => blocks.push(&self.html(element)),
        }
    }

    /// An element as HTML. Blocks of Markdown in it are between empty lines.
    fn html(&mut self, element: &ElementNode<'_>) -> String {
        let Some(children) = &element.children else {
            return tag(element);
        };
        let end = format!("</{}>", element.name);
        if children.iter().all(is_raw) {
            let is_code = element.name == "pre";
            return tag(element) + &self.raw_text(children, is_code) + &end;
        }
        let inner = self.blocks(children, false);
        format!("{}\n\n{inner}\n\n{end}", tag(element))
    }

    /// Nodes in HTML, without an empty line.
    fn raw_text(&mut self, nodes: &[ViewNode<'_>], is_code: bool) -> String {
        let mut text = String::new();
        for node in nodes {
            match node {
                ViewNode::Element(element) if element.children.is_none() => {
                    text.push_str(&tag(element));
                }
                ViewNode::Element(element) if !matches!(&*element.name, "script" | "style") => {
                    text.push_str(&self.html(element));
                }
                ViewNode::Element(_) => {}
                // Lines of preformatted text are kept.
                ViewNode::Text(words) if is_code => {
                    let lines = words.split('\n');
                    let lines = lines.map(|line| {
                        let line = value(line).replace('*', "&#42;");
                        line.replace('%', "&#37;")
                    });
                    text.push_str(&lines.collect::<Vec<String>>().join("&#10;"));
                }
                node => {
                    let is_space = matches!(node, ViewNode::SoftBreak)
                        || matches!(node, ViewNode::Text(words) if words.trim().is_empty());
                    if is_space {
                        text.push(' ');
                    } else {
                        let before = matches!(node, ViewNode::Text(words) if words.starts_with(char::is_whitespace));
                        let after = matches!(node, ViewNode::Text(words) if words.ends_with(char::is_whitespace));
                        text.push_str(if before { " " } else { "" });
                        text.push_str(
                            &self
                                .state
                                .inline(std::slice::from_ref(node), LinePlace::Html),
                        );
                        text.push_str(if after { " " } else { "" });
                    }
                }
            }
        }
        text
    }
}

/// Words in bold.
pub(super) fn strong(words: &str) -> String {
    match escape_words(words, LinePlace::Line).trim() {
        "" => String::new(),
        line if line.starts_with('*') || line.ends_with('*') => format!("<strong>{line}</strong>"),
        line => format!("**{line}**"),
    }
}

/// A link with these words.
pub(super) fn link(words: &str, address: &str) -> String {
    let words = escape_words(words, LinePlace::Line);
    format!("[{words}]({})", markdown::address(address, LinePlace::Line))
}

/// A quotation of one line of Markdown; empty for nothing.
pub(super) fn quote(line: &str) -> String {
    match line {
        "" => String::new(),
        line => quoted(line),
    }
}

/// Words as Markdown, in the middle of a line.
pub(super) fn plain(words: &str) -> String {
    escape_words(words, LinePlace::Line)
}

fn code_block(code: &CodeNode<'_>) -> String {
    let fence = fenced(code.language, code.text);
    match code.title {
        "" => fence,
        title => format!("{}\n\n{fence}", strong(title)),
    }
}

/// The blocks of content, and the words between them.
fn rows<'c, 'v>(content: &'c [ViewNode<'v>]) -> impl Iterator<Item = &'c [ViewNode<'v>]> {
    content.chunk_by(|node, next| is_words(node) && is_words(next))
}

/// Whether a node can be written in HTML on one line.
fn is_raw(node: &ViewNode<'_>) -> bool {
    let own = node.is_inline();
    let mut all = own;
    node.each_inner(&mut |inner| all = all && inner.iter().all(is_raw));
    all
}

//! Turns content into HTML. Markdown's own elements are written here, at any depth; everything with a class, an icon or
//! a word is rendered by the theme's components (`templates/content.html`).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use tera::{Context, Value};

use super::escape::{escape_address_into, escape_into, escape_value_into};
use super::tasks::TaskRenderer;
use crate::error::Error;
use crate::view::{
    AdmonitionNode, Alignment, BoxTitle, CodeNode, Content, ElementNode, FootnoteNode, LinkNode,
    ListItem, PolicyView, TabNode, TableNode, TaskNode, TextStyle, ViewNode,
};

/// Content as HTML for a template to include unescaped.
///
/// # Errors
///
/// [`Error::Theme`] if a component of the theme fails.
pub(super) fn html(content: &Content<'_>, tasks: &TaskRenderer<'_>) -> Result<Value, Error> {
    Ok(Value::safe_string(&text(content, tasks)?))
}

/// Content as [`html`], which also adds its needs to the page's policy.
///
/// # Errors
///
/// [`Error::Theme`] if a component of the theme fails.
pub(super) fn html_on(
    policy: &mut PolicyView,
    content: &Content<'_>,
    tasks: &TaskRenderer<'_>,
) -> Result<Value, Error> {
    policy.add(content);
    html(content, tasks)
}

/// Content as HTML.
pub(super) fn text(content: &Content<'_>, tasks: &TaskRenderer<'_>) -> Result<String, Error> {
    let mut writer = HtmlWriter {
        tasks,
        html: String::new(),
    };
    writer.content(content)?;
    Ok(writer.html)
}

/// Writes the HTML of one text.
struct HtmlWriter<'a> {
    tasks: &'a TaskRenderer<'a>,
    html: String,
}

impl HtmlWriter<'_> {
    fn content(&mut self, content: &Content<'_>) -> Result<(), Error> {
        content.iter().try_for_each(|node| self.node(node))
    }

    /// A text inside a component.
    fn inner(&self, content: &Content<'_>) -> Result<Value, Error> {
        html(content, self.tasks)
    }

    /// Renders a component of the theme.
    fn component(
        &mut self,
        name: &str,
        context: &Context,
        body: Option<&Content<'_>>,
    ) -> Result<(), Error> {
        let body = body.map(|body| text(body, self.tasks)).transpose()?;
        let rendered = self
            .tasks
            .renderer
            .component(name, context, body.as_deref())?;
        self.html.push_str(&rendered);
        Ok(())
    }

    fn node(&mut self, node: &ViewNode<'_>) -> Result<(), Error> {
        match node {
            ViewNode::Text(text) => escape_into(&mut self.html, text),
            ViewNode::InlineCode(code) => {
                self.html.push_str("<code>");
                escape_into(&mut self.html, code);
                self.html.push_str("</code>");
            }
            ViewNode::Styled(style, children) => return self.element(element_of(*style), children),
            ViewNode::SoftBreak => self.html.push('\n'),
            ViewNode::HardBreak => self.html.push_str("<br />\n"),
            ViewNode::Link(link) => return self.link(link),
            ViewNode::Image {
                address,
                alternative,
                title,
                size,
            } => {
                self.html.push_str("<img src=\"");
                escape_address_into(&mut self.html, address);
                self.html.push('"');
                self.attribute("alt", alternative);
                self.title(title);
                if let Some(size) = size {
                    let _ = write!(
                        self.html,
                        r#" width="{}" height="{}""#,
                        size.width, size.height
                    );
                }
                self.html.push_str(r#" loading="lazy" />"#);
            }
            ViewNode::Abbreviation { title, children } => {
                self.html.push_str("<abbr");
                self.attribute("title", title);
                self.html.push('>');
                self.content(children)?;
                self.html.push_str("</abbr>");
            }
            ViewNode::Reference { number, id, note } => {
                self.reference(*number, id, note.as_deref());
            }
            ViewNode::Element(element) => return self.raw_element(element),
            ViewNode::Literal(text) | ViewNode::Comment(text) => self.html.push_str(text),
            block => return self.block(block),
        }
        Ok(())
    }

    fn block(&mut self, block: &ViewNode<'_>) -> Result<(), Error> {
        match block {
            ViewNode::Paragraph(children) => {
                self.element("p", children)?;
                self.html.push('\n');
            }
            ViewNode::Heading {
                level,
                id,
                children,
            } => {
                let _ = write!(self.html, "<h{level}");
                self.attribute("id", id);
                self.html.push('>');
                self.content(children)?;
                let _ = writeln!(self.html, "</h{level}>");
            }
            ViewNode::Quote(children) => self.lines("blockquote", children)?,
            ViewNode::List { first, items } => self.list(*first, items)?,
            ViewNode::Rule => self.html.push_str("<hr />\n"),
            ViewNode::Definitions(children) => self.lines("dl", children)?,
            ViewNode::Term(children) => {
                self.element("dt", children)?;
                self.html.push('\n');
            }
            ViewNode::Definition(children) => {
                self.element("dd", children)?;
                self.html.push('\n');
            }
            ViewNode::Admonition(admonition) => self.admonition(admonition)?,
            ViewNode::Template { source, children } => {
                let mut context = Context::new();
                context.insert("source", source);
                self.component("template", &context, Some(children))?;
            }
            ViewNode::Tabs(tabs) => self.tabs(tabs)?,
            ViewNode::Code(code) => self.code(code)?,
            ViewNode::Table(table) => self.table(table)?,
            ViewNode::Footnotes(notes) => self.footnotes(notes)?,
            ViewNode::MissingLink { target, children } => {
                let mut context = Context::new();
                context.insert("target", target);
                self.component("missing_link", &context, Some(children))?;
            }
            _ => {}
        }
        Ok(())
    }

    fn element(&mut self, name: &str, children: &Content<'_>) -> Result<(), Error> {
        let _ = write!(self.html, "<{name}>");
        self.content(children)?;
        let _ = write!(self.html, "</{name}>");
        Ok(())
    }

    /// An element with its tags on lines of their own.
    fn lines(&mut self, name: &str, children: &Content<'_>) -> Result<(), Error> {
        let _ = writeln!(self.html, "<{name}>");
        self.content(children)?;
        let _ = writeln!(self.html, "</{name}>");
        Ok(())
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let _ = write!(self.html, " {name}=\"");
        escape_value_into(&mut self.html, value);
        self.html.push('"');
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.attribute("title", title);
        }
    }

    fn link(&mut self, link: &LinkNode<'_>) -> Result<(), Error> {
        self.html.push_str("<a");
        if let Some(mark) = link.mark {
            let _ = write!(self.html, " data-mark=\"{mark}\"");
        }
        self.html.push_str(" href=\"");
        escape_address_into(&mut self.html, &link.address);
        self.html.push('"');
        self.title(link.title);
        for (name, value) in &link.attributes {
            self.attribute(name, value);
        }
        self.html.push('>');
        self.content(&link.children)?;
        self.html.push_str("</a>");
        Ok(())
    }

    fn reference(&mut self, number: usize, id: &str, note: Option<&str>) {
        self.html.push_str("<sup");
        match note {
            Some(note) => {
                self.html.push_str("><a");
                self.attribute("id", id);
                self.attribute("href", &format!("#{note}"));
                let _ = write!(self.html, ">{number}</a></sup>");
            }
            None => {
                self.attribute("id", id);
                let _ = write!(self.html, ">{number}</sup>");
            }
        }
    }

    fn raw_element(&mut self, element: &ElementNode<'_>) -> Result<(), Error> {
        let _ = write!(self.html, "<{}", element.name);
        for (name, value) in &element.attributes {
            self.attribute(name, value);
        }
        let Some(children) = &element.children else {
            self.html.push_str(" />");
            return Ok(());
        };
        self.html.push('>');
        self.content(children)?;
        let _ = write!(self.html, "</{}>", element.name);
        Ok(())
    }

    fn list(&mut self, first: Option<u64>, items: &[ListItem<'_>]) -> Result<(), Error> {
        let name = if first.is_some() { "ol" } else { "ul" };
        let _ = write!(self.html, "<{name}");
        if let Some(first) = first.filter(|first| *first != 1) {
            let _ = write!(self.html, " start=\"{first}\"");
        }
        if items.iter().any(|item| matches!(item, ListItem::Task(_))) {
            self.html.push_str(" data-tasks");
        }
        self.html.push_str(">\n");
        for item in items {
            match item {
                ListItem::Plain { levels, children } => self.item(levels, children)?,
                ListItem::Task(task) => {
                    let tasks = self.tasks;
                    tasks.append(task, &mut self.html, |html| render_task(task, tasks, html))?;
                }
            }
        }
        let _ = writeln!(self.html, "</{name}>");
        Ok(())
    }

    /// Writes an item, with the line ends of `CommonMark`'s reference renderers.
    fn item(&mut self, levels: &[String], children: &Content<'_>) -> Result<(), Error> {
        self.html.push_str("<li");
        if !levels.is_empty() {
            self.attribute("data-levels", &levels.join(" "));
        }
        self.html.push('>');
        for (at, child) in children.iter().enumerate() {
            if !child.is_inline() && (at == 0 || !self.html.ends_with('\n')) {
                self.html.push('\n');
            }
            self.node(child)?;
        }
        self.html.push_str("</li>\n");
        Ok(())
    }

    fn admonition(&mut self, admonition: &AdmonitionNode<'_>) -> Result<(), Error> {
        let title = match &admonition.title {
            BoxTitle::ByName => None,
            BoxTitle::Own(title) => Some(self.inner(title)?),
            BoxTitle::Absent => Some(Value::safe_string("")),
        };
        let mut context = Context::new();
        context.insert("kind", admonition.kind);
        context.insert("name", admonition.name);
        context.insert("classes", admonition.classes);
        context.insert("folds", &admonition.folds);
        context.insert("open", &admonition.open);
        context.insert("title", &title);
        self.component("admonition", &context, Some(&admonition.children))
    }

    fn tabs(&mut self, tabs: &[TabNode<'_>]) -> Result<(), Error> {
        let tabs = tabs.iter().map(|tab| {
            Ok(BTreeMap::from([
                ("label", Value::from(tab.label.as_str())),
                ("title", self.inner(&tab.title)?),
                ("body", self.inner(&tab.children)?),
            ]))
        });
        let tabs: Vec<BTreeMap<&str, Value>> = tabs.collect::<Result<_, Error>>()?;
        let mut context = Context::new();
        context.insert("tabs", &tabs);
        self.component("tabs", &context, None)
    }

    fn code(&mut self, code: &CodeNode<'_>) -> Result<(), Error> {
        let mut context = Context::new();
        context.insert("language", code.language);
        context.insert("title", code.title);
        context.insert("text", code.text);
        context.insert("tokens", &code.tokens);
        self.component("code", &context, None)
    }

    fn table(&mut self, table: &TableNode<'_>) -> Result<(), Error> {
        let mut inner = HtmlWriter {
            tasks: self.tasks,
            html: String::from("<table>"),
        };
        if let Some(head) = &table.head {
            inner.html.push_str("<thead>\n");
            inner.cells("th scope=\"col\"", table.columns, head)?;
            inner.html.push_str("</thead>\n");
        }
        if !table.rows.is_empty() {
            inner.html.push_str("<tbody>\n");
            for row in &table.rows {
                inner.cells("td", table.columns, row)?;
            }
            inner.html.push_str("</tbody>\n");
        }
        inner.html.push_str("</table>\n");
        let rendered =
            self.tasks
                .renderer
                .component("table", &Context::new(), Some(&inner.html))?;
        self.html.push_str(&rendered);
        Ok(())
    }

    fn cells(
        &mut self,
        tag: &str,
        columns: &[Alignment],
        cells: &[Content<'_>],
    ) -> Result<(), Error> {
        let name = &tag[..2];
        self.html.push_str("<tr>");
        for (column, cell) in cells.iter().enumerate() {
            let align = match columns.get(column) {
                Some(Alignment::Left) => " data-align=\"left\"",
                Some(Alignment::Center) => " data-align=\"center\"",
                Some(Alignment::Right) => " data-align=\"right\"",
                _ => "",
            };
            let _ = write!(self.html, "<{tag}{align}>");
            self.content(cell)?;
            let _ = write!(self.html, "</{name}>");
        }
        self.html.push_str("</tr>\n");
        Ok(())
    }

    fn footnotes(&mut self, notes: &[FootnoteNode<'_>]) -> Result<(), Error> {
        let notes = notes.iter().map(|note| {
            Ok(BTreeMap::from([
                ("id", Value::from(note.id.as_str())),
                ("number", Value::from(note.number)),
                ("body", self.inner(&note.children)?),
                ("references", Value::from_serializable(&note.references)),
            ]))
        });
        let notes: Vec<BTreeMap<&str, Value>> = notes.collect::<Result<_, Error>>()?;
        let mut context = Context::new();
        context.insert("notes", &notes);
        self.component("footnotes", &context, None)
    }
}

/// Renders a task with its component.
fn render_task(
    task: &TaskNode<'_>,
    tasks: &TaskRenderer<'_>,
    html: &mut String,
) -> Result<(), Error> {
    let mut context = Context::new();
    context.insert("task", &task.task);
    context.insert_value("text", self::html(&task.words, tasks)?);
    context.insert_value("details", self::html(&task.details, tasks)?);
    html.push_str(&tasks.renderer.component("task", &context, None)?);
    Ok(())
}

fn element_of(style: TextStyle) -> &'static str {
    match style {
        TextStyle::Emphasis => "em",
        TextStyle::Strong => "strong",
        TextStyle::Strikethrough => "del",
        TextStyle::Superscript => "sup",
        TextStyle::Subscript => "sub",
    }
}

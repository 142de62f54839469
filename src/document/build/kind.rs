//! Maps the parser's tags to nodes.

use pulldown_cmark::{Options, Tag};

use crate::document::node::{Alignment, Form, Heading, NodeKind};

/// The extensions of `CommonMark` that are enabled.
pub(super) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_MATH);

pub(super) fn kind_of(tag: Tag<'_>) -> NodeKind {
    match tag {
        Tag::Heading { level, .. } => NodeKind::Heading(Heading {
            level: level as u8,
            id: String::new(),
            attributes: None,
            form: Form::Heading,
        }),
        Tag::BlockQuote(_) => NodeKind::Quote,
        Tag::List(first) => NodeKind::List(first),
        Tag::Item => NodeKind::Item {
            task: None,
            attributes: None,
        },
        Tag::FootnoteDefinition(label) => NodeKind::Footnote {
            label: label.into_string(),
        },
        Tag::DefinitionList => NodeKind::Definitions,
        Tag::DefinitionListTitle => NodeKind::Term,
        Tag::DefinitionListDefinition => NodeKind::Definition,
        Tag::Table(columns) => NodeKind::Table(columns.into_iter().map(alignment).collect()),
        Tag::TableHead => NodeKind::TableHead,
        Tag::TableRow => NodeKind::TableRow,
        Tag::TableCell => NodeKind::TableCell,
        Tag::Emphasis => NodeKind::Emphasis,
        Tag::Strong => NodeKind::Strong,
        Tag::Strikethrough => NodeKind::Strikethrough,
        Tag::Link {
            dest_url,
            title,
            link_type,
            ..
        } => NodeKind::Link {
            target: match link_type {
                pulldown_cmark::LinkType::Email => format!("mailto:{dest_url}"),
                _ => dest_url.into_string(),
            },
            title: title.into_string(),
        },
        Tag::Image {
            dest_url, title, ..
        } => NodeKind::Image {
            target: dest_url.into_string(),
            title: title.into_string(),
        },
        // Code, raw HTML and metadata are handled before this, and super- and subscript are disabled.
        Tag::Paragraph
        | Tag::CodeBlock(_)
        | Tag::HtmlBlock
        | Tag::MetadataBlock(_)
        | Tag::Superscript
        | Tag::Subscript => NodeKind::Paragraph,
    }
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::None,
        pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}

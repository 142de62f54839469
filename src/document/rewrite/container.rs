//! What a line can stand in, and what each adds to the line's beginning.

use super::cursor::Cursor;

/// Something that holds blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The text as a whole.
    Root,
    /// A block quote.
    Quote,
    /// A list item; its content is indented by so many columns.
    Item(usize),
    /// A definition; its content is indented by so many columns.
    Definition(usize),
    /// A footnote.
    Footnote,
    /// What is indented below a header that stands at a column.
    Body(usize),
    /// What stands between two lines of colons.
    Fenced,
}

impl Kind {
    /// Whether it is a block quote in the rewritten text only.
    pub(super) fn is_made(self) -> bool {
        matches!(self, Self::Body(_) | Self::Fenced)
    }

    /// Reads its part of a line's beginning; nothing is read where the line does not stand in it.
    pub(super) fn holds(self, cursor: &mut Cursor<'_>) -> bool {
        let indent = cursor.indent();
        let width = match self {
            Self::Root | Self::Fenced => return true,
            Self::Quote => {
                let is_marked = indent < 4 && cursor.rest().starts_with('>');
                if is_marked {
                    cursor.skip(indent);
                    cursor.pass(1);
                    cursor.skip(1);
                }
                return is_marked;
            }
            Self::Item(width) | Self::Definition(width) => width,
            Self::Footnote => 4,
            Self::Body(column) => column + 4,
        };
        if indent >= width {
            cursor.skip(width);
        }
        // Empty lines stand in whatever is open.
        indent >= width || cursor.rest().is_empty()
    }

    /// What stands for it at the beginning of a line of the rewritten text.
    fn prefix(self, into: &mut String) {
        let width = match self {
            Self::Root => 0,
            Self::Quote | Self::Body(_) | Self::Fenced => return into.push_str("> "),
            Self::Item(width) | Self::Definition(width) => width,
            Self::Footnote => 4,
        };
        into.extend(std::iter::repeat_n(' ', width));
    }
}

/// What the last block in a container was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Last {
    /// Something that nothing below belongs to.
    #[default]
    Other,
    /// A paragraph that the next line may go on with.
    Paragraph,
    /// A paragraph that has ended.
    Ended,
    /// A definition.
    Definition,
}

/// A container that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Container {
    pub(super) kind: Kind,
    pub(super) last: Last,
}

impl Container {
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            kind,
            last: Last::Other,
        }
    }
}

/// The beginning of a line in some containers; without text behind it, it ends in no white space.
pub(super) fn prefix(containers: &[Container], text_follows: bool) -> String {
    let mut prefix = String::new();
    for container in containers {
        container.kind.prefix(&mut prefix);
    }
    if !text_follows {
        prefix.truncate(prefix.trim_end().len());
    }
    prefix
}

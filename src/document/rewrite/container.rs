//! The containers of a line, and the prefix that each adds to the line.

use super::cursor::Cursor;

/// The kind of a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ContainerKind {
    /// The text as a whole.
    Root,
    /// A block quote.
    Quote,
    /// A list item; its content is indented by this many columns.
    Item(usize),
    /// A definition; its content is indented by this many columns.
    Definition(usize),
    /// A footnote.
    Footnote,
    /// The indented body below a header at this column.
    Body(usize),
    /// The block between two lines of colons.
    Fenced,
}

impl ContainerKind {
    /// Whether it is a block quote only in the rewritten text.
    pub(super) fn is_made(self) -> bool {
        matches!(self, Self::Body(_) | Self::Fenced)
    }

    /// Reads its prefix of a line; reads nothing if the line is not in it.
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
        // Empty lines belong to every open container.
        indent >= width || cursor.rest().is_empty()
    }

    /// Its prefix in a line of the rewritten text.
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

/// The last block in a container.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum LastBlock {
    /// A block that no line below it continues.
    #[default]
    Other,
    /// A paragraph of one line, which the next line may continue, or make the head of a table.
    Line,
    /// A longer paragraph that the next line may continue.
    Paragraph,
    /// A paragraph that has ended.
    Ended,
    /// A definition.
    Definition,
}

impl LastBlock {
    /// Whether it is a paragraph that the next line may continue.
    pub(super) fn goes_on(self) -> bool {
        matches!(self, Self::Line | Self::Paragraph)
    }
}

/// A container that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Container {
    pub(super) kind: ContainerKind,
    pub(super) last: LastBlock,
}

impl Container {
    pub(super) fn new(kind: ContainerKind) -> Self {
        Self {
            kind,
            last: LastBlock::Other,
        }
    }
}

/// The prefix of a line in some containers; without text after it, it has no trailing white space.
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

//! Ids in raw HTML: each is unique in a document, and none is the id of a heading or one that pages generate.

use std::ops::Range;

use super::node::{Node, NodeKind};
use super::slug::Slugs;
use super::tags::tags;

/// An id that is already in use.
pub(super) struct Clash {
    /// Its node.
    pub(super) node: usize,
    /// The range of its tag in the node's HTML.
    pub(super) tag: Range<usize>,
    /// The range of the id.
    value: Range<usize>,
    /// Its new value.
    pub(super) new: String,
}

/// Reserves the ids in nodes, and finds those that were in use before.
pub(super) fn clashes(nodes: &[Node], slugs: &mut Slugs) -> Vec<Clash> {
    let mut clashes = Vec::new();
    for (node, one) in nodes.iter().enumerate() {
        let NodeKind::Html(html) = &one.kind else {
            continue;
        };
        for (tag, value) in ids(html) {
            let id = &html[value.clone()];
            let new = slugs.unique(id);
            if new != id {
                clashes.push(Clash {
                    node,
                    tag,
                    value,
                    new,
                });
            }
        }
    }
    clashes
}

/// Renames ids that clash.
pub(super) fn rename(nodes: &mut [Node], clashes: &[Clash]) {
    for of_node in clashes.chunk_by(|one, other| one.node == other.node) {
        let Some(NodeKind::Html(html)) = of_node.first().map(|clash| &mut nodes[clash.node].kind)
        else {
            continue;
        };
        let mut renamed = String::with_capacity(html.len());
        let mut kept = 0;
        for clash in of_node {
            renamed.push_str(&html[kept..clash.value.start]);
            renamed.push_str(&clash.new);
            kept = clash.value.end;
        }
        renamed.push_str(&html[kept..]);
        *html = renamed;
    }
}

/// The ids in raw HTML: the range of each tag, and the range of the id.
pub(super) fn ids(html: &str) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let may_have = html
        .as_bytes()
        .windows(2)
        .any(|pair| pair.eq_ignore_ascii_case(b"id"));
    let tags = may_have.then(|| tags(html)).into_iter().flatten();
    tags.filter_map(|tag| {
        let mut attributes = tag.attributes().into_iter();
        let (_, value) = attributes.find(|(name, _)| name == "id" && !tag.closes)?;
        let start = tag.range.start;
        (!value.is_empty()).then(|| (tag.range, start + value.start..start + value.end))
    })
}

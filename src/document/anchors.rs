//! Ids of raw HTML that stand for a heading: ids inside it, and ids of empty links in front of it, which authors write
//! where headings have no anchors.

use super::node::{NodeId, NodeKind};
use super::raw_anchor::is_anchor;
use super::tree::Document;

/// How many nodes around an anchor are searched.
const NEAR: usize = 64;

impl Document {
    /// The heading that an id in a node of raw HTML stands for.
    pub fn heading_of(&self, anchor: NodeId) -> Option<NodeId> {
        let before = (anchor.index().saturating_sub(NEAR)..anchor.index()).rev();
        let mut around = before.map(NodeId::new);
        let is_block = |id: &NodeId| self.contains(*id, anchor) && !self.node(*id).kind.is_inline();
        let block = around.find(is_block);
        match block.map(|block| &self.node(block).kind) {
            Some(NodeKind::Heading(_)) => return block,
            Some(NodeKind::Paragraph) => {
                let mut first = self.descendants(block?).take_while(|id| *id < anchor);
                if !first.all(|id| self.is_filler(id)) {
                    return None;
                }
            }
            _ => {}
        }
        let mut from_here = self.all().skip(anchor.index()).take(NEAR);
        let next = from_here.find(|id| !self.is_filler(*id))?;
        matches!(self.node(next).kind, NodeKind::Heading(_)).then_some(next)
    }

    /// Whether a node shows nothing.
    fn is_filler(&self, id: NodeId) -> bool {
        match &self.node(id).kind {
            NodeKind::Html(html) => is_anchor(html),
            NodeKind::Text(text) => text.trim().is_empty(),
            kind => matches!(kind, NodeKind::SoftBreak),
        }
    }
}

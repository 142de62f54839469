//! Pictures.

use super::ProseSource;
use crate::document::NodeId;
use crate::plan::LinkSource;
use crate::view::address::{Lead, loaded};
use crate::view::content::ViewNode;

/// A picture, or its words if its file is missing.
pub(super) fn image<'a>(
    text: &ProseSource<'_, 'a>,
    id: NodeId,
    (target, title): (&str, &'a str),
) -> ViewNode<'a> {
    let alternative = text.document.text(id);
    match text.links.lead(text.index, id, target) {
        Lead::To(address) => ViewNode::Image {
            address: loaded(address),
            alternative,
            title,
            size: text.links.picture(text.index, &LinkSource::Node(id)),
        },
        Lead::ToCome | Lead::Nowhere => ViewNode::Text(alternative.into()),
    }
}

//! The pictures of a handbook.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use crate::plan::{LinkSource, Target, shown_pictures};
use crate::units::PictureSize;

/// The sizes of the pictures among the targets of links; `size` measures one.
pub(super) fn sizes(
    links: &[HashMap<LinkSource, Target>],
    size: &(dyn Fn(&str) -> Option<PictureSize> + Sync),
) -> BTreeMap<String, PictureSize> {
    let pictures = shown_pictures(links).into_par_iter();
    let sizes = pictures.filter_map(|path| Some((path.to_owned(), size(path)?)));
    sizes.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{AddressUse, NodeId, RawAddress};
    use crate::span::{FileId, Span};

    fn in_html(purpose: AddressUse) -> LinkSource {
        LinkSource::Html(RawAddress {
            span: Span::new(FileId(0), 0, 1),
            purpose,
            written: String::new(),
        })
    }

    #[test]
    fn files_that_may_be_shown_as_pictures_are_measured() {
        let markdown = || LinkSource::Node(NodeId::new(1));
        let file = |path: &str| Target::Asset(path.to_owned());
        for (source, target, expected) in [
            (markdown(), file("a picture"), Some("a picture")),
            (markdown(), file("a text"), None),
            (markdown(), Target::External, None),
            (
                in_html(AddressUse::Image),
                file("a picture"),
                Some("a picture"),
            ),
            (in_html(AddressUse::Link), file("a picture"), None),
            (in_html(AddressUse::Decoration), file("a picture"), None),
        ] {
            let shown = format!("{source:?} {target:?}");
            let links = [HashMap::from([(source, target)])];
            let size = |path: &str| PictureSize::of(4, 3).filter(|_| path == "a picture");
            let found = sizes(&links, &size);
            let expected = expected.map(|path| (path.to_owned(), size(path).unwrap()));
            assert_eq!(found, expected.into_iter().collect(), "{shown}");
        }
    }
}

//! Combines sheets into one file, with bookmarks, structure, title and language.

use std::collections::BTreeMap;

use krilla::configure::{Accessibility, Configuration, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::Point;
use krilla::metadata::{Metadata, TextDirection};
use krilla::outline::{Outline, OutlineNode};
use krilla::tagging::TagTree;
use krilla::{Document, SerializeSettings};

use super::buttons::PageButtons;
use super::draw::DrawContext;
use super::drawing::SheetTags;
use super::layout::{LaidOutSheet, LayoutContext};
use super::structure;
use super::typeset::Typesetter;
use crate::error::Error;
use crate::view::SiteView;

/// The inputs of a file.
pub(super) struct Binding<'a> {
    pub(super) context: LayoutContext<'a>,
    pub(super) site: &'a SiteView,
    pub(super) title: &'a str,
    /// The absolute address of a page without a sheet, if it is known.
    pub(super) on_the_web: &'a dyn Fn(&str) -> Option<String>,
    /// The buttons of a page: of a sheet, and which of its pages.
    pub(super) buttons: &'a dyn Fn(usize, usize) -> PageButtons,
}

/// The pages of a file in their order: the index of each one's sheet, and which of its pages it is.
pub(super) type PageOrder = Vec<(usize, usize)>;

/// All pages of each sheet in a row.
pub(super) fn sheet_by_sheet(laid: &[LaidOutSheet]) -> PageOrder {
    let pages = laid.iter().enumerate();
    pages
        .flat_map(|(sheet, laid)| (0..laid.pages.len()).map(move |page| (sheet, page)))
        .collect()
}

/// A finished file.
pub(super) struct Bound {
    pub(super) pdf: Vec<u8>,
    /// Whether it conforms to PDF/UA-1 and declares it.
    pub(super) accessible: bool,
}

/// Creates the file. A system font may break a rule of PDF/UA-1 (if it must not be embedded, for example); then the
/// file is the same but does not claim conformance.
///
/// # Errors
///
/// [`Error::Paper`] if it cannot be created.
pub(super) fn bind(
    (laid, order): (&[LaidOutSheet], &PageOrder),
    setter: &mut Typesetter<'_>,
    binding: &Binding<'_>,
) -> Result<Bound, Error> {
    let strict = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish();
    let fault = |message: String| Error::Paper { message };
    let strict = strict.map_err(|error| fault(format!("{error:?}")))?;
    let laid = (laid, order);
    match write(laid, setter, binding, strict) {
        Ok(pdf) => Ok(Bound {
            pdf,
            accessible: true,
        }),
        Err(KrillaError::Validation(_)) => {
            let pdf = write(laid, setter, binding, Configuration::default())
                .map_err(|error| fault(error.to_string()))?;
            Ok(Bound {
                pdf,
                accessible: false,
            })
        }
        Err(error) => Err(fault(error.to_string())),
    }
}

fn write(
    (laid, order): (&[LaidOutSheet], &PageOrder),
    setter: &mut Typesetter<'_>,
    binding: &Binding<'_>,
    configuration: Configuration,
) -> Result<Vec<u8>, KrillaError> {
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    let mut numbers = BTreeMap::new();
    let mut starts = vec![0; laid.len()];
    for (number, (sheet, page)) in order.iter().enumerate() {
        let of = &laid[*sheet];
        numbers.extend(of.names(*page).map(|name| (name, number)));
        if *page == 0 {
            starts[*sheet] = number;
        }
    }
    let direction = if setter.from_the_right {
        TextDirection::RightToLeft
    } else {
        TextDirection::LeftToRight
    };
    let mut drawing = DrawContext {
        look: binding.context.look,
        setter,
        size: binding.context.paper.points(),
        numbers: &numbers,
        on_the_web: binding.on_the_web,
    };
    let mut tree = TagTree::new().with_lang(Some(binding.site.language.clone()));
    let mut traces: Vec<SheetTags> = laid.iter().map(|_| SheetTags::default()).collect();
    for (sheet, page) in order {
        let buttons = (binding.buttons)(*sheet, *page);
        let drawn = (&laid[*sheet], *page, &buttons);
        drawing.sheet_page(&mut document, drawn, &mut traces[*sheet]);
    }
    let mut level = 0;
    for (laid, traces) in laid.iter().zip(&traces) {
        let leads = binding.context.words.get("leads_to");
        let address = laid.sheet.address.as_deref().unwrap_or_default();
        let alternative = format!("{leads}: {address}");
        tree.push(structure::section(laid, traces, &alternative, &mut level));
    }
    document.set_tag_tree(tree);
    document.set_outline(outline(laid, &starts));
    let metadata = Metadata::new()
        .title(binding.title.to_owned())
        .language(binding.site.language.clone())
        .creator("prepbook".to_owned())
        .text_direction(direction);
    let metadata = match &binding.site.author {
        Some(author) => metadata.authors(vec![author.clone()]),
        None => metadata,
    };
    document.set_metadata(metadata);
    document.finish()
}

/// Bookmarks: chapters, their weeks, and the weeks' days.
fn outline(laid: &[LaidOutSheet], starts: &[usize]) -> Outline {
    let mut entries: Vec<(usize, &str, usize)> = Vec::new();
    let mut chapter: Option<&str> = None;
    for (laid, start) in laid.iter().zip(starts) {
        let sheet = &laid.sheet;
        if sheet.depth <= 1 && sheet.chapter.as_deref() != chapter {
            chapter = sheet.chapter.as_deref();
            if let Some(chapter) = chapter {
                entries.push((0, chapter, *start));
            }
        }
        entries.push((sheet.depth, &sheet.title, *start));
    }
    let mut outline = Outline::new();
    let mut rest = entries.as_slice();
    while !rest.is_empty() {
        outline.push_child(take_node(&mut rest));
    }
    outline
}

/// The first entry, with the deeper ones after it.
fn take_node(entries: &mut &[(usize, &str, usize)]) -> OutlineNode {
    let (depth, title, page) = entries.first().copied().unwrap_or_default();
    *entries = entries.get(1..).unwrap_or_default();
    let place = XyzDestination::new(page, Point::from_xy(0.0, 0.0));
    let mut node = OutlineNode::new(title.to_owned(), place);
    while entries
        .first()
        .is_some_and(|(deeper, _, _)| *deeper > depth)
    {
        node.push_child(take_node(entries));
    }
    node
}

//! The fonts: those built into the program, the theme's own, and individual system fonts for missing characters.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use krilla::Data;
use krilla::text::Font;
use parley::fontique::{Blob, Collection, CollectionOptions, FontInfo, GenericFamily};
use parley::{FontContext, FontData, FontFamily, FontFamilyName};

use super::style::SheetStyle;
use crate::error::Error;

/// Finds a system font file by its name without extension.
pub type FindFont<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;

type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// The fonts that texts are set in.
pub(super) struct Fonts<'a> {
    pub(super) context: FontContext,
    text: String,
    heading: String,
    code: String,
    /// The families after the text's own, in the order of lookup.
    further: Vec<String>,
    /// System font files that were not looked up yet.
    waiting: VecDeque<String>,
    find: FindFont<'a>,
    bytes: BTreeMap<u64, Bytes>,
    ready: BTreeMap<(u64, u32), Font>,
}

/// The built-in files: Noto Sans for text, `DejaVu` for code, signs and scripts that Noto Sans lacks, Noto Emoji for
/// monochrome pictographs, and a bold serif for headings.
fn carried() -> [&'static [u8]; 9] {
    [
        notosans::REGULAR_TTF,
        notosans::BOLD_TTF,
        notosans::ITALIC_TTF,
        notosans::BOLD_ITALIC_TTF,
        dejavu::sans::regular(),
        dejavu::sans::bold(),
        dejavu::sans_mono::regular(),
        dejavu::serif_condensed::bold(),
        epaint_default_fonts::NOTO_EMOJI_REGULAR,
    ]
}

const SIGNS: &str = "DejaVu Sans";
const EMOJI: &str = "Noto Emoji";

impl<'a> Fonts<'a> {
    /// The fonts of a theme; `own` are its font files.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if one of its files is not a font, or a font that it names does not exist.
    pub(super) fn new<'t>(
        look: &SheetStyle,
        own: impl Iterator<Item = (&'t str, &'t [u8])>,
        find: FindFont<'a>,
    ) -> Result<Self, Error> {
        let mut fonts = Self {
            context: FontContext {
                collection: Collection::new(CollectionOptions {
                    shared: false,
                    system_fonts: false,
                }),
                ..FontContext::default()
            },
            text: look.font.clone(),
            heading: look.heading.clone(),
            code: look.code.clone(),
            further: vec![SIGNS.to_owned(), EMOJI.to_owned()],
            waiting: look.fallback.iter().cloned().collect(),
            find,
            bytes: BTreeMap::new(),
            ready: BTreeMap::new(),
        };
        for bytes in carried() {
            fonts.register(Arc::new(bytes));
        }
        for (path, bytes) in own {
            if fonts.register(Arc::new(bytes.to_vec())).is_empty() {
                return Err(Error::Theme {
                    name: path.to_owned(),
                    message: "this file is not a valid font; use a .ttf or .otf file".to_owned(),
                });
            }
        }
        for family in [&look.font, &look.heading, &look.code] {
            if fonts.context.collection.family_id(family).is_none() {
                return Err(Error::Theme {
                    name: "theme.yaml".to_owned(),
                    message: format!(
                        "sheet: font `{family}` not found; put its files into the fonts/ folder of the theme, or use Noto Sans"
                    ),
                });
            }
        }
        let emoji = fonts.context.collection.family_id(EMOJI);
        fonts
            .context
            .collection
            .set_generic_families(GenericFamily::Emoji, emoji.into_iter());
        Ok(fonts)
    }

    /// Adds a file; returns the families in it.
    fn register(&mut self, bytes: Bytes) -> Vec<String> {
        let blob = Blob::new(Arc::clone(&bytes));
        self.bytes.insert(blob.id(), bytes);
        let mut families = self.context.collection.register_fonts(blob, None);
        // If a file has several, it is named after the first.
        families.sort_by_key(|(_, fonts)| fonts.iter().map(FontInfo::index).min());
        let ids = families.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
        ids.into_iter()
            .filter_map(|id| self.context.collection.family_name(id).map(str::to_owned))
            .collect()
    }

    /// Adds the next existing system font file of the theme's list; returns whether there was one.
    pub(super) fn load_next(&mut self) -> bool {
        while let Some(name) = self.waiting.pop_front() {
            let Some(bytes) = (self.find)(&name) else {
                continue;
            };
            let families = self.register(Arc::new(bytes));
            if !families.is_empty() {
                self.further.extend(families);
                return true;
            }
        }
        false
    }

    /// The families for text, in the order of lookup.
    pub(super) fn for_text(&self) -> FontFamily<'static> {
        self.stack(&[&self.text])
    }

    /// The families for headings.
    pub(super) fn for_headings(&self) -> FontFamily<'static> {
        self.stack(&[&self.heading, &self.text])
    }

    /// The families for code.
    pub(super) fn for_code(&self) -> FontFamily<'static> {
        self.stack(&[&self.code])
    }

    fn stack(&self, first: &[&str]) -> FontFamily<'static> {
        let further = self.further.iter().map(String::as_str);
        let names = first.iter().copied().chain(further);
        let names = names.map(|name| FontFamilyName::Named(name.to_owned().into()));
        FontFamily::List(names.collect::<Vec<_>>().into())
    }

    /// The font in the form that the PDF needs.
    pub(super) fn ready(&mut self, font: &FontData) -> Option<Font> {
        let key = (font.data.id(), font.index);
        if let Some(ready) = self.ready.get(&key) {
            return Some(ready.clone());
        }
        let bytes = self.bytes.get(&key.0)?;
        let ready = Font::new(Data::from(Arc::clone(bytes)), key.1)?;
        self.ready.insert(key, ready.clone());
        Some(ready)
    }
}

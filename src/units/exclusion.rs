//! Why a file of the content is excluded from all output.

use std::borrow::Cow;

/// Why a file of the content is excluded from all output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exclusion {
    /// A pattern below this key of the configuration matches it.
    Pattern(&'static str),
    /// Its front matter has `draft: true`.
    Draft,
    /// Its front matter has `audience: coach`.
    Coach,
    /// Its name, or that of a folder around it, begins with a dot.
    Hidden,
    /// It is a leftover of an editor or a sync program.
    Leftover,
    /// It is a link, or below a link, that leads out of the content folder.
    Outside,
    /// It is not a regular file.
    Special,
    /// Its name is not UTF-8.
    Name,
}

impl Exclusion {
    /// The reason, to be shown after the file's path.
    pub fn reason(self) -> Cow<'static, str> {
        match self {
            Self::Pattern(key) => return format!("is left out by `{key}`").into(),
            Self::Draft => "is a draft",
            Self::Coach => "is for coaches only",
            Self::Hidden => "is hidden",
            Self::Leftover => "is a backup or a temporary file",
            Self::Outside => "is outside the content folder",
            Self::Special => "is not a regular file",
            Self::Name => "has a name that is not UTF-8",
        }
        .into()
    }

    /// How to publish the file anyway.
    pub fn remedy(self) -> Cow<'static, str> {
        match self {
            Self::Pattern(key) => return format!("remove the pattern from `{key}`").into(),
            Self::Draft => "remove `draft: true` from its front matter",
            Self::Coach => "build the coach's edition with `--for coach`",
            Self::Hidden | Self::Leftover => {
                "rename the file, or list it in `include` in handbook.yaml"
            }
            Self::Outside => "copy the file into the content folder",
            Self::Special => "replace it with a regular file",
            Self::Name => "rename the file",
        }
        .into()
    }

    /// Whether other documents may insert the file: patterns often exclude files that are only meant to be inserted.
    pub fn may_be_inserted(self) -> bool {
        matches!(self, Self::Pattern(key) if key != "draft_docs")
    }

    /// Whether the reason is in the file itself, so a change of its text may publish it.
    pub fn is_stated_inside(self) -> bool {
        matches!(self, Self::Draft | Self::Coach)
    }
}

//! The keys that authors can write, as data: the same table says which keys are known and which values a key can have,
//! and becomes a [`schema`](fn@super::schema) for editors.

/// A key of a mapping.
#[derive(Clone, Copy, Debug)]
pub struct YamlKey {
    /// Its name.
    pub name: &'static str,
    /// The form of its value.
    pub shape: YamlShape,
    /// What it is for, in a sentence or two; editors show it.
    pub about: &'static str,
}

/// Groups of keys that one mapping can have.
pub type YamlKeys = &'static [&'static [YamlKey]];

/// The form of a value.
#[derive(Clone, Copy, Debug)]
pub enum YamlShape {
    /// A string; numbers are read as they are written.
    Text,
    /// A string that matches a regular expression.
    Pattern(&'static str),
    /// A whole number from 1 on, up to the given one.
    Whole(u32),
    /// A number from 0 up to the given one.
    Number(u32),
    /// `on` or `off`, also `true`, `false`, `yes` and `no`.
    Switch,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A value, or a list of values.
    OneOrMore(&'static YamlShape),
    /// A mapping from any names to values.
    Pairs(&'static YamlShape),
    /// A mapping from the names that the function returns to one of these words.
    Table(fn() -> Vec<&'static str>, &'static [&'static str]),
    /// A list of values, each with an optional title in front of it, or of lists with titles.
    Entries,
    /// A mapping with these keys.
    Section(YamlKeys),
    /// A mapping with these keys, or a string, which means a mapping with only the named key.
    Named(&'static str, YamlKeys),
    /// A list of mappings with these keys; a string in it means a mapping with only the named key.
    Items(&'static str, YamlKeys),
    /// One of several forms.
    Either(&'static [YamlShape]),
}

impl YamlKey {
    /// A key with its form and its description.
    pub const fn new(name: &'static str, shape: YamlShape, about: &'static str) -> Self {
        Self { name, shape, about }
    }
}

/// The keys that a mapping can have.
#[derive(Clone, Copy, Debug)]
pub(super) enum KnownKeys {
    /// Any, since it belongs to a different program or is read only in part.
    Any,
    /// Those of a table.
    Of(YamlKeys),
    /// Names with one of some words each.
    Table(fn() -> Vec<&'static str>, &'static [&'static str]),
}

impl KnownKeys {
    /// The names, in the order of the table.
    pub(super) fn names(self) -> Vec<&'static str> {
        match self {
            Self::Any => Vec::new(),
            Self::Of(keys) => all(keys).map(|key| key.name).collect(),
            Self::Table(names, _) => names(),
        }
    }

    /// Whether a key may be read.
    pub(super) fn has(self, name: &str) -> bool {
        matches!(self, Self::Any) || self.names().contains(&name)
    }

    /// The words that the value of a key can be.
    pub(super) fn choices(self, name: &str) -> &'static [&'static str] {
        match (self, self.shape(name)) {
            (Self::Table(_, words), _) | (_, Some(YamlShape::Choice(words))) => words,
            _ => &[],
        }
    }

    /// The keys of the mapping at a key, and the one that a string there means.
    pub(super) fn below(self, name: &str) -> (&'static str, Self) {
        match self.shape(name) {
            Some(YamlShape::Section(keys)) => ("", Self::Of(keys)),
            Some(YamlShape::Named(short, keys) | YamlShape::Items(short, keys)) => {
                (short, Self::Of(keys))
            }
            Some(YamlShape::Table(names, words)) => ("", Self::Table(names, words)),
            _ => ("", Self::Any),
        }
    }

    /// The paths of the keys, down to those whose values are not sections.
    pub(super) fn paths(self) -> Vec<Vec<&'static str>> {
        let Self::Of(keys) = self else {
            return Vec::new();
        };
        let paths = all(keys).flat_map(|key| match key.shape {
            YamlShape::Section(inner) => {
                let mut inner = Self::Of(inner).paths();
                for path in &mut inner {
                    path.insert(0, key.name);
                }
                inner
            }
            _ => vec![vec![key.name]],
        });
        paths.collect()
    }

    fn shape(self, name: &str) -> Option<YamlShape> {
        let Self::Of(keys) = self else {
            return None;
        };
        all(keys).find(|key| key.name == name).map(|key| key.shape)
    }
}

/// The keys of all groups.
pub(super) fn all(keys: YamlKeys) -> impl Iterator<Item = &'static YamlKey> {
    keys.iter().copied().flatten()
}

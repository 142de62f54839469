//! The values that templates get, from a list that a test makes from the types of the views.

use std::collections::{BTreeMap, BTreeSet};

/// The list: `# variable or Type`, then `name: type: description` lines.
const LIST: &str = include_str!("values.txt");

/// What templates get.
#[derive(Debug)]
pub(super) struct TemplateValues {
    /// The types of each variable; it can differ between templates.
    variables: BTreeMap<&'static str, BTreeSet<&'static str>>,
    /// The fields of each type.
    fields: BTreeMap<&'static str, BTreeMap<&'static str, &'static str>>,
}

/// The types that a value can have; `None` if nothing is known about it.
pub(super) type ValueTypes = Option<BTreeSet<&'static str>>;

impl TemplateValues {
    /// All of them.
    pub(super) fn all() -> Self {
        let mut all = Self {
            variables: BTreeMap::new(),
            fields: BTreeMap::new(),
        };
        let mut of = "";
        for line in LIST.lines() {
            if let Some(name) = line.strip_prefix("# ") {
                of = name.split(':').next().unwrap_or(name);
                continue;
            }
            let mut parts = line.splitn(3, ": ");
            let (Some(name), Some(kind)) = (parts.next(), parts.next()) else {
                continue;
            };
            if of == "variables" {
                all.variables.entry(name).or_default().insert(kind);
            } else {
                all.fields.entry(of).or_default().insert(name, kind);
            }
        }
        all
    }

    /// The types of a variable.
    pub(super) fn variable(&self, name: &str) -> Option<&BTreeSet<&'static str>> {
        self.variables.get(name)
    }

    /// The names of all variables.
    pub(super) fn variables(&self) -> impl Iterator<Item = &'static str> {
        self.variables.keys().copied()
    }

    /// The types of a field of a value with some types.
    ///
    /// # Errors
    ///
    /// The known fields, if there is none with that name.
    pub(super) fn field(
        &self,
        types: &ValueTypes,
        name: &str,
    ) -> Result<ValueTypes, Vec<&'static str>> {
        let Some(types) = types else {
            return Ok(None);
        };
        let mut known = Vec::new();
        let mut found = BTreeSet::new();
        for kind in types {
            let Some(fields) = self.fields.get(plain(kind)) else {
                return Ok(None);
            };
            known.extend(fields.keys().copied());
            found.extend(fields.get(name).copied());
        }
        if found.is_empty() {
            return Err(known);
        }
        Ok(Some(found))
    }

    /// The types of the items of a list.
    pub(super) fn items(types: &ValueTypes) -> ValueTypes {
        let items = types.as_ref()?.iter();
        items.map(|kind| kind.strip_prefix("list of ")).collect()
    }
}

/// A type without what it can be besides.
fn plain(kind: &str) -> &str {
    kind.strip_suffix(" or none").unwrap_or(kind)
}

//! Values of JSON with their paths, by which problems are reported.

use serde_json::Value;

use super::problem::ImportReport;

/// A value and its path: `cards[3].name`.
#[derive(Clone, Debug)]
pub(super) struct JsonValue<'a> {
    pub(super) path: String,
    value: &'a Value,
}

impl<'a> JsonValue<'a> {
    /// The whole file.
    pub(super) fn whole(value: &'a Value) -> Self {
        Self {
            path: String::new(),
            value,
        }
    }

    /// The value of a key; `None` if it is missing or null.
    pub(super) fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.get(key).filter(|value| !value.is_null())?;
        let separator = if self.path.is_empty() { "" } else { "." };
        Some(Self {
            path: format!("{}{separator}{key}", self.path),
            value,
        })
    }

    /// The items of the list at a key; none if it is missing.
    pub(super) fn items(&self, key: &str, report: &mut ImportReport) -> Vec<Self> {
        let Some(list) = self.get(key) else {
            return Vec::new();
        };
        let Some(items) = list.value.as_array() else {
            list.refuse("a list", report);
            return Vec::new();
        };
        let items = items.iter().enumerate();
        items
            .map(|(index, value)| Self {
                path: format!("{}[{index}]", list.path),
                value,
            })
            .collect()
    }

    /// The string at a key; empty if it is missing.
    pub(super) fn text(&self, key: &str, report: &mut ImportReport) -> &'a str {
        let Some(text) = self.get(key) else { return "" };
        text.value.as_str().unwrap_or_else(|| {
            text.refuse("a string", report);
            ""
        })
    }

    /// The string at a key that must be there.
    pub(super) fn needed(&self, key: &str, report: &mut ImportReport) -> &'a str {
        if self.get(key).is_none() {
            let why = format!("`{key}` is missing");
            report.problem(self.path.clone(), (why, "export the board again"));
        }
        self.text(key, report)
    }

    /// Whether the value at a key is `true`.
    pub(super) fn is(&self, key: &str, report: &mut ImportReport) -> bool {
        let Some(switch) = self.get(key) else {
            return false;
        };
        switch.value.as_bool().unwrap_or_else(|| {
            switch.refuse("`true` or `false`", report);
            false
        })
    }

    /// The place of an item in its list: the number at `pos`.
    pub(super) fn order(&self, report: &mut ImportReport) -> f64 {
        let Some(number) = self.get("pos") else {
            return f64::MAX;
        };
        number.value.as_f64().unwrap_or_else(|| {
            number.refuse("a number", report);
            f64::MAX
        })
    }

    fn refuse(&self, wanted: &str, report: &mut ImportReport) {
        let kind = match self.value {
            Value::Null => "null",
            Value::Bool(_) => "`true` or `false`",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        let why = format!("expected {wanted}, but this is {kind}");
        report.problem(self.path.clone(), (why, "export the board again"));
    }
}

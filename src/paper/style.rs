//! The theme's settings for sheets: `sheet:` in its `theme.yaml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_yaml::{Mapping, Value};

use crate::error::Error;
use crate::theme::{Theme, Words};

/// Sizes, fonts, colors and words of sheets. Lengths are points; `least <= size`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SheetStyle {
    /// The family of the text.
    pub(super) font: String,
    /// The family of headings.
    pub(super) heading: String,
    /// The family of code.
    pub(super) code: String,
    /// System font files to use for characters that the families lack.
    pub(super) fallback: Vec<String>,
    /// The size of the text.
    pub(super) size: f32,
    /// The smallest size for the text of a full sheet.
    pub(super) least: f32,
    /// The line height, in multiples of the size.
    pub(super) leading: f32,
    /// The margins of A4.
    pub(super) margin: f32,
    /// The distance of lines to write on.
    pub(super) writing: f32,
    pub(super) ink: Ink,
    pub(super) accent: Ink,
    pub(super) faint: Ink,
    pub(super) rule: Ink,
    /// Whether sheets have a QR code with the address of their page.
    #[serde(deserialize_with = "switch")]
    pub(super) qr: bool,
    /// Words by language, which take precedence over those for pages.
    #[serde(default)]
    pub(super) words: BTreeMap<String, Words>,
}

/// A color, as `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Ink {
    pub(super) red: u8,
    pub(super) green: u8,
    pub(super) blue: u8,
}

impl TryFrom<String> for Ink {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let part = |at: usize| {
            let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
            u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()
        };
        match (part(0), part(2), part(4)) {
            (Some(red), Some(green), Some(blue)) => Ok(Self { red, green, blue }),
            _ => Err(format!("`{text}` is not a color; write it as `#1d3b5e`")),
        }
    }
}

impl Ink {
    /// The color, or a darker shade with enough contrast for text on white paper.
    fn readable(mut self) -> Self {
        let darker = |part: u8| u8::try_from(u16::from(part) * 9 / 10).unwrap_or(part);
        while self.brightness() > BRIGHTEST {
            self = Self {
                red: darker(self.red),
                green: darker(self.green),
                blue: darker(self.blue),
            };
        }
        self
    }

    /// The relative luminance by WCAG, from 0 to 1.
    fn brightness(self) -> f32 {
        let linear = |part: u8| {
            let part = f32::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

/// The luminance of a color with a contrast of 4.5 to white.
const BRIGHTEST: f32 = 1.05 / 4.5 - 0.05;

fn switch<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Bool(switch) => Ok(switch),
        Value::String(word) if word == "on" || word == "yes" => Ok(true),
        Value::String(word) if word == "off" || word == "no" => Ok(false),
        _ => Err(serde::de::Error::custom("`qr` must be `on` or `off`")),
    }
}

impl SheetStyle {
    /// Reads a theme's settings for sheets; missing ones come from the handbook's accent color and the default theme.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if the YAML is not valid or a value has the wrong type.
    pub(super) fn read(theme: &Theme) -> Result<Self, Error> {
        let fault = |message: String| Error::Theme {
            name: format!("{}/theme.yaml", theme.name()),
            message,
        };
        let (own, default) = theme.sheets()?;
        let sheet = |text: &str| -> Result<Mapping, Error> {
            let file: Value =
                serde_yaml::from_str(text).map_err(|error| fault(error.to_string()))?;
            match file.get("sheet") {
                None | Some(Value::Null) => Ok(Mapping::new()),
                Some(Value::Mapping(sheet)) => Ok(sheet.clone()),
                Some(_) => Err(fault(
                    "`sheet` must be a mapping of `key: value` lines".to_owned(),
                )),
            }
        };
        let mut keys = sheet(&default)?;
        if let Some(accent) = theme.accent() {
            keys.insert("accent".into(), accent.into());
        }
        overlay(&mut keys, sheet(own)?);
        let look: Self = serde_yaml::from_value(Value::Mapping(keys))
            .map_err(|error| fault(format!("sheet: {error}")))?;
        let look = Self {
            accent: look.accent.readable(),
            ..look
        };
        look.checked().map_err(fault)
    }

    fn checked(self) -> Result<Self, String> {
        let within = |name: &str, value: f32, from: f32, to: f32| {
            if (from..=to).contains(&value) {
                Ok(())
            } else {
                Err(format!(
                    "sheet: `{name}` must be between {from} and {to}, not {value}"
                ))
            }
        };
        within("size", self.size, 6.0, 24.0)?;
        within("least", self.least, 5.0, self.size)?;
        within("leading", self.leading, 1.0, 2.5)?;
        within("margin", self.margin, 18.0, 120.0)?;
        within("writing", self.writing, 8.0, 60.0)?;
        Ok(self)
    }
}

/// Merges `own` into `keys`, mapping by mapping.
fn overlay(keys: &mut Mapping, own: Mapping) {
    for (key, value) in own {
        match (keys.get_mut(&key), value) {
            (Some(Value::Mapping(inner)), Value::Mapping(value)) => overlay(inner, value),
            (_, value) => {
                keys.insert(key, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Ink;

    #[test]
    fn an_accent_can_be_read_on_white() {
        let ink = |text: &str| Ink::try_from(text.to_owned()).unwrap();
        for (own, printed) in [
            ("#0e5b38", "#0e5b38"),
            ("#aa3355", "#aa3355"),
            ("#ffee00", "#786f00"),
            ("#ffffff", "#6c6c6c"),
        ] {
            assert_eq!(ink(own).readable(), ink(printed), "{own}");
        }
    }
}

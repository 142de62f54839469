//! `remote:`, the servers that pages may load files from.

use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;
use crate::units::Origin;
use crate::yaml::Fields;

/// Reads the list. Entries that are not a server, or are more than one, are reported.
pub(super) fn remote(fields: &mut Fields<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Origin> {
    let entries = fields.places_of_texts("remote", diagnostics).into_iter();
    entries
        .filter_map(|(text, span)| origin(&text, span, diagnostics))
        .collect()
}

fn origin(text: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<Origin> {
    let origin = Origin::named(text);
    if origin.is_none() {
        let message = format!("`remote` must be a list of servers, not `{text}`");
        let whole = match text.split_once(':') {
            Some(_) => text.to_owned(),
            None => format!("https://{text}"),
        };
        let hint = match Origin::of(&whole).filter(|_| text.contains('.')) {
            Some(server) => format!("write only the scheme and the host: `{server}`"),
            None => {
                "write the scheme and the host of each, such as `https://example.org`".to_owned()
            }
        };
        diagnostics.push(Diagnostic::new(Code::BadValue, span, message).hint(hint));
    }
    origin
}

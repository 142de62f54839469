//! The address that a handbook is published at.

use url::Url;

use super::settings::{EditUrl, PathStart};
use crate::diagnostic::{Code, Diagnostic};
use crate::yaml::Fields;

/// The hint for an address that cannot be used.
const HINT: &str = "write the URL of the folder that the handbook is published in, such as `https://example.org/handbook/`";

/// Takes `base_url` out of a configuration. It ends with `/`, and characters that some programs refuse are encoded.
pub(super) fn base_url(
    fields: &mut Fields<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<String> {
    let span = fields.span("base_url");
    let written = fields.text("base_url", diagnostics)?;
    match read(&written) {
        Ok(address) => Some(address),
        Err(why) => {
            let message = format!("`base_url` must be an absolute URL: {why}");
            diagnostics.push(Diagnostic::new(Code::BadValue, span, message).hint(HINT));
            None
        }
    }
}

/// Takes `edit_url` out of a configuration: an address with `{path}`, and `{line}` if the forge has one.
pub(super) fn edit_url(
    fields: &mut Fields<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<EditUrl> {
    let span = fields.span("edit_url");
    let written = fields.text("edit_url", diagnostics)?;
    let filled = written.replace("{path}", "path").replace("{line}", "1");
    let is_address = Url::parse(&filled)
        .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host_str().is_some());
    let problem = if !is_address {
        format!("`edit_url` must be an absolute URL, not `{written}`")
    } else if !written.contains("{path}") {
        format!("`edit_url` has no `{{path}}`: `{written}`")
    } else {
        return Some(EditUrl {
            form: written,
            start: PathStart::Handbook,
        });
    };
    let hint = "write `{path}` for the path of the file, such as `https://github.com/me/exam/edit/main/{path}`";
    diagnostics.push(Diagnostic::new(Code::BadValue, span, problem).hint(hint));
    None
}

/// The places in the address of a source, and the words for them while addresses are joined.
const PLACES: [(&str, &str); 3] = [
    ("{path}", "prepbook-path"),
    ("{path_noext}", "prepbook-noext"),
    ("{line}", "prepbook-line"),
];

/// An address with places in it, relative to that of a repository. `None` if the result is not absolute.
pub(super) fn joined(repository: Option<&str>, form: &str) -> Option<String> {
    let mut address = form.to_owned();
    for (place, word) in PLACES {
        address = address.replace(place, word);
    }
    let url = match repository.filter(|url| !url.is_empty()) {
        Some(repository) => {
            let is_part = address.starts_with(['?', '#']);
            let slash = if is_part || repository.ends_with('/') {
                ""
            } else {
                "/"
            };
            let base = Url::parse(&format!("{repository}{slash}")).ok()?;
            base.join(&address).ok()?
        }
        None => Url::parse(&address).ok()?,
    };
    let is_web = matches!(url.scheme(), "http" | "https") && url.host_str().is_some();
    let mut address = url.to_string();
    for (place, word) in PLACES {
        address = address.replace(word, place);
    }
    (is_web && address.contains("{path")).then_some(address)
}

/// Returns the address as it is used, or the problem with it.
pub(super) fn read(written: &str) -> Result<String, String> {
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !"\\\"<>{}|^`".contains(c);
    if let Some(odd) = written.chars().find(|c| !is_plain(*c)) {
        return Err(match odd {
            ' ' => format!("`{written}` contains a space"),
            odd => format!(
                "`{}` contains `{}`",
                written.escape_debug(),
                odd.escape_debug()
            ),
        });
    }
    let host = ["https://", "http://"]
        .iter()
        .find_map(|scheme| after(written, scheme));
    match host {
        None => {
            return Err(format!(
                "`{written}` does not begin with `https://` or `http://`"
            ));
        }
        Some(host) if host.starts_with('/') => return Err(format!("`{written}` has no host")),
        Some(_) => {}
    }
    let url = Url::parse(written).map_err(|error| format!("`{written}` is not a URL: {error}"))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(format!("`{written}` contains a user name or a password"));
    }
    for (part, sign) in [(url.query(), '?'), (url.fragment(), '#')] {
        if part.is_some() {
            return Err(format!("`{written}` contains `{sign}`"));
        }
    }
    Ok(format!("{}/", url.as_str().trim_end_matches('/')))
}

/// The text after a scheme, in upper or lower case.
fn after<'t>(text: &'t str, scheme: &str) -> Option<&'t str> {
    let (own, rest) = text.split_at_checked(scheme.len())?;
    own.eq_ignore_ascii_case(scheme).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn base_url_is_absolute_and_plain() {
        for (written, expected) in [
            ("https://example.org", "https://example.org/"),
            ("http://example.org/a", "http://example.org/a/"),
            ("HTTPS://Example.org/A//", "https://example.org/A/"),
            ("https://example.org:443/a/", "https://example.org/a/"),
            ("https://example.org:8443/", "https://example.org:8443/"),
            (
                "https://bücher.example/übung",
                "https://xn--bcher-kva.example/%C3%BCbung/",
            ),
            ("https://example.org/a%20b", "https://example.org/a%20b/"),
            ("https://example.org/a/../b", "https://example.org/b/"),
            ("http://[::1]:8000/", "http://[::1]:8000/"),
        ] {
            assert_eq!(read(written).as_deref(), Ok(expected), "{written}");
        }
        for wrong in [
            "",
            "example.org",
            "/handbook/",
            "ftp://example.org/",
            "https:example.org",
            "https://",
            "https:///a",
            "https://exa mple.org/",
            "https://example.org/a b",
            " https://example.org/",
            "https://example.org/?a=b",
            "https://example.org/#a",
            "https://me@example.org/",
            "https://me:it@example.org/",
            "https://example.org:99999/",
            "https://example.org/\\",
            "https://example.org/\"",
            "https://a<b/",
            "https://example.org/\na",
            "https://example.org/`a",
            "https://[::1/",
            "https://a..b^/",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}

//! Addresses outside of the handbook: which of them a page may link to or load.

use super::link::UnresolvedLink;
use super::suggestions::BrokenLink;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::AddressUse;
use crate::plan::{Layout, Target};
use crate::units::Origin;

/// The schemes that are allowed in links.
const LINKED: &[&str] = &["http", "https", "mailto", "tel"];

/// The schemes of files on other servers.
const LOADED: &[&str] = &["http", "https"];

/// The servers that pages may load files from.
#[derive(Clone, Copy)]
pub(crate) struct Servers<'a> {
    /// The servers that the configuration allows.
    pub(crate) allowed: &'a [Origin],
    /// The kind of content, which determines where more servers can be allowed.
    pub(crate) layout: Layout,
}

/// The target of an address with a scheme, or with a server and no scheme.
pub(super) fn elsewhere(
    link: &UnresolvedLink<'_>,
    target: &str,
    servers: Servers<'_>,
    broken: &mut Vec<BrokenLink>,
) -> Target {
    let is_link = link.purpose == AddressUse::Link;
    if let Some(scheme) = scheme(target) {
        let schemes = if is_link { LINKED } else { LOADED };
        let is_known = schemes.iter().any(|it| scheme.eq_ignore_ascii_case(it));
        if is_data(link.purpose, target) {
            return Target::External;
        }
        if !is_known {
            broken.push(unsafe_address(link, scheme).into());
            return Target::Refused;
        }
    }
    if is_link {
        return Target::External;
    }
    let origin = Origin::of(target);
    let needs_none = matches!(
        link.purpose,
        AddressUse::Media | AddressUse::Frame | AddressUse::Object
    );
    match &origin {
        Some(origin) if needs_none || servers.allowed.contains(origin) => Target::External,
        _ => {
            broken.push(remote_file(link, target, (origin.as_ref(), servers.layout)).into());
            Target::Refused
        }
    }
}

/// Whether an address contains the image, sound or video itself.
fn is_data(purpose: AddressUse, target: &str) -> bool {
    let kinds: &[&str] = match purpose {
        AddressUse::Image | AddressUse::Decoration => &["data:image/"],
        AddressUse::Font => &["data:"],
        AddressUse::Media => &["data:audio/", "data:video/", "data:text/vtt"],
        _ => return false,
    };
    kinds.iter().any(|kind| {
        let start = target.get(..kind.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(kind))
    })
}

fn unsafe_address(link: &UnresolvedLink<'_>, scheme: &str) -> Diagnostic {
    let (message, hint) = match link.purpose {
        AddressUse::Link => (
            format!("links to `{scheme}:` URLs are not allowed; the link is shown as text"),
            "link to a page, or to a URL that begins with `https:`",
        ),
        AddressUse::Image => (
            format!(
                "images from `{scheme}:` URLs are not allowed; the alternative text is shown instead"
            ),
            "copy the image into the content folder, and write its path",
        ),
        _ => (
            format!("files from `{scheme}:` URLs are not allowed; the file is left out"),
            "copy the file into the content folder, and write its path",
        ),
    };
    Diagnostic::new(Code::UnsafeLink, link.span, message).hint(hint)
}

fn remote_file(
    link: &UnresolvedLink<'_>,
    target: &str,
    (origin, layout): (Option<&Origin>, Layout),
) -> Diagnostic {
    let (what, instead) = match link.purpose {
        AddressUse::Image => ("image", "its alternative text is shown instead"),
        AddressUse::Script => ("script", "it does not run"),
        AddressUse::Style => ("style sheet", "it is left out"),
        AddressUse::Decoration => ("image", "it is left out"),
        AddressUse::Font => ("font", "it is left out"),
        _ => ("file", "it is left out"),
    };
    let message = format!("the {what} `{target}` is on another server; {instead}");
    let place = match layout {
        Layout::Handbook => "in handbook.yaml",
        Layout::Site => "under `extra: prepbook:` in mkdocs.yml",
    };
    let allow = origin
        .map(|origin| format!(", or allow its server with `remote: [{origin}]` {place}"))
        .unwrap_or_default();
    let hint = format!("copy it into the content folder and write its path{allow}");
    Diagnostic::new(Code::RemoteFile, link.span, message).hint(hint)
}

/// The scheme of an address, if it has one.
pub(super) fn scheme(target: &str) -> Option<&str> {
    let (scheme, _) = target.split_once(':')?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c) || c.is_ascii_control();
    let is_scheme = !scheme.is_empty() && scheme.chars().all(plain);
    is_scheme.then_some(scheme)
}

#[cfg(test)]
mod tests {
    use super::scheme;

    #[test]
    fn a_scheme_is_what_browsers_take_for_one() {
        for (target, expected) in [
            ("https://example.org", Some("https")),
            ("mailto:a@example.org", Some("mailto")),
            ("svn+ssh:x", Some("svn+ssh")),
            // Browsers ignore line ends and tabs in it.
            ("java\nscript:x", Some("java\nscript")),
            ("java\tscript:x", Some("java\tscript")),
            ("guide.md", None),
            ("a/b:c", None),
            ("a b:c", None),
            (":c", None),
        ] {
            assert_eq!(scheme(target), expected, "{target:?}");
        }
    }
}

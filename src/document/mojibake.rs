//! Repairs UTF-8 that was once read in another encoding (`ðŸŽ¯` for 🎯), if the characters convert back strictly and
//! [`evidence`] shows that nobody would write them; everything else stays byte for byte (`docs/format.md`, Documents).

mod codec;
mod evidence;

use codec::{Codec, DamagedRun};

use super::invisible;
use super::places::Rewritten;
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{FileId, Span};

/// How often repaired text is examined again, since text may be damaged several times over.
const LAYERS: usize = 3;

/// The text from `body` on, repaired; each repaired run is reported as a note, except invisible characters. `None` if
/// nothing changes.
pub(super) fn repair(
    file: FileId,
    text: &str,
    body: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Rewritten> {
    let damages = damages(&text[body..], None);
    let unseen = invisible::changes(&text[body..]);
    if damages.is_empty() && unseen.is_empty() && body < text.len() {
        return None;
    }
    let mut repaired = Rewritten::default();
    let mut kept = body;
    let mut unseen = unseen.into_iter().peekable();
    let mut keep = |repaired: &mut Rewritten, kept: usize, end: usize| {
        let mut at = kept;
        while let Some((place, right)) = unseen.next_if(|(place, _)| body + place.start < end) {
            let place = body + place.start..body + place.end;
            // A damaged run is repaired as a whole.
            if place.start >= at {
                repaired.keep(text, at..place.start);
                repaired.replace(place.clone(), right);
                at = place.end;
            }
        }
        repaired.keep(text, at..end);
    };
    for (start, end, right) in damages {
        let (start, end) = (body + start, body + end);
        keep(&mut repaired, kept, start);
        repaired.add(&right);
        report(
            Span::new(file, start, end),
            &text[start..end],
            &right,
            diagnostics,
        );
        kept = end;
    }
    keep(&mut repaired, kept, text.len());
    Some(repaired)
}

fn report(span: Span, wrong: &str, right: &str, diagnostics: &mut Vec<Diagnostic>) {
    let (read_as, hint) = if right.is_empty() {
        let hint = "remove it, and save the file as UTF-8";
        ("it is left out".to_owned(), hint.to_owned())
    } else {
        let hint = format!("replace it with {right}, and save the file as UTF-8");
        (format!("it is read as {right}"), hint)
    };
    let message = format!("`{wrong}` was garbled by an encoding error; {read_as}");
    diagnostics.push(
        Diagnostic::new(Code::Mojibake, span, message)
            .hint(hint)
            .fix(span, wrong, right),
    );
}

/// The damaged runs of a text: the range of each, and its original text. `below` is the encoding that the text was just
/// repaired from, and how many more layers of damage are possible.
fn damages(text: &str, below: Option<(Codec, usize)>) -> Vec<(usize, usize, String)> {
    let mut damages = Vec::new();
    let mut at = 0;
    while let Some(ahead) = ascii_length(&text.as_bytes()[at..]) {
        at += ahead;
        let runs = Codec::ALL.map(|codec| (codec, codec.run(&text[at..])));
        let longest = runs.iter().map(|(_, run)| run.len).max().unwrap_or(0);
        let before = text[..at].chars().next_back();
        // Text damaged twice was damaged by one encoding twice; and in repaired text, a run is damaged only if that is
        // certain.
        let may_be = |codec: Codec, run: &DamagedRun<'_>| match below {
            Some((same, _)) => {
                codec == same && (longest == text.len() || evidence::is_certain(codec, run))
            }
            None => true,
        };
        let worst = runs.iter().find(|(codec, run)| {
            run.len == longest && may_be(*codec, run) && evidence::speaks_for(*codec, run, before)
        });
        if let Some((codec, run)) = worst {
            let layers = below.map_or(LAYERS, |(_, layers)| layers) - 1;
            let right = repaired(run.right(), (*codec, layers));
            damages.push((at, at + longest, right));
        }
        // The rest of a run that converts but is intended is not examined.
        let own = text[at..].chars().next().map_or(1, char::len_utf8);
        at += longest.max(own);
    }
    damages
}

/// How many bytes are in front of the first non-ASCII one. ASCII is never damaged, so most of a text is skipped many
/// bytes at a time.
fn ascii_length(bytes: &[u8]) -> Option<usize> {
    const MANY: usize = 32;
    let plain = bytes.chunks(MANY).position(|some| !some.is_ascii())? * MANY;
    let first = bytes[plain..].iter().position(|byte| !byte.is_ascii());
    first.map(|first| plain + first)
}

/// A repaired text, with the damage that is still in it repaired too.
fn repaired(text: String, below: (Codec, usize)) -> String {
    if below.1 == 0 {
        return text;
    }
    let mut whole = String::new();
    let mut kept = 0;
    for (start, end, right) in damages(&text, Some(below)) {
        whole.push_str(&text[kept..start]);
        whole.push_str(&right);
        kept = end;
    }
    whole.push_str(&text[kept..]);
    whole
}

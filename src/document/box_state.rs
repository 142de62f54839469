//! The meaning of the sign in a task's box.

/// The state of a task as its author writes it: `[ ]`, `[x]`, or a sign that other programs read too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BoxState {
    /// `[ ]`
    #[default]
    Open,
    /// `[x]`
    Done,
    /// `[/]`
    Begun,
    /// `[-]` or `[~]`: no longer to be done.
    Dropped,
    /// `[>]`
    Postponed,
    /// `[?]`
    Question,
    /// `[!]`
    Important,
}

impl BoxState {
    /// The state of a sign other than a tick, and how many bytes its box takes with the space after it.
    pub(super) fn signed(text: &str) -> Option<(Self, usize)> {
        let rest = text.trim_start().strip_prefix('[')?;
        let mut characters = rest.chars();
        let state = match characters.next()? {
            '/' => Self::Begun,
            '-' | '~' => Self::Dropped,
            '>' => Self::Postponed,
            '?' => Self::Question,
            '!' => Self::Important,
            _ => return None,
        };
        let after = characters.as_str().strip_prefix(']')?;
        let words = after.strip_prefix([' ', '\u{a0}'])?;
        (!words.trim().is_empty()).then_some((state, text.len() - words.len()))
    }

    /// Whether nothing is left to do.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Done | Self::Dropped)
    }

    /// The theme's name for a state that a box alone does not show.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Open | Self::Done => None,
            Self::Begun => Some("begun"),
            Self::Dropped => Some("dropped"),
            Self::Postponed => Some("postponed"),
            Self::Question => Some("question"),
            Self::Important => Some("important"),
        }
    }
}

impl From<bool> for BoxState {
    /// The state of a ticked or an empty box.
    fn from(ticked: bool) -> Self {
        if ticked { Self::Done } else { Self::Open }
    }
}

/// The words of a heading without a box in front of them, which may come and go: `Tuesday` of `[x] Tuesday`.
pub fn without_box(words: &str) -> &str {
    let rest = words.trim_start().strip_prefix('[');
    let after = rest.and_then(|rest| {
        let mut inner = rest.chars();
        inner.next()?;
        inner.as_str().strip_prefix("] ")
    });
    after.unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::BoxState;

    #[test]
    fn signs_are_states() {
        for (text, expected) in [
            ("[/] read", Some((BoxState::Begun, 4))),
            ("[-] read", Some((BoxState::Dropped, 4))),
            ("[~] read", Some((BoxState::Dropped, 4))),
            ("[>] read", Some((BoxState::Postponed, 4))),
            ("[?] read", Some((BoxState::Question, 4))),
            ("[!]\u{a0}read", Some((BoxState::Important, 5))),
            ("[/]read", None),
            ("[/]", None),
            ("[-] ", None),
            ("[!NOTE] read", None),
            ("[x] read", None),
            ("[/](address)", None),
            ("/ read", None),
        ] {
            assert_eq!(BoxState::signed(text), expected, "{text}");
        }
    }
}

//! The steps of reading a handbook.

/// A step of reading a handbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Its files are read.
    Files,
    /// Its documents are parsed.
    Documents,
    /// Its plans are found in them.
    Plans,
    /// They are checked.
    Checks,
    /// Its tasks have their ids.
    Ids,
}

impl Step {
    /// What is done in it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Files => "read files",
            Self::Documents => "parse documents",
            Self::Plans => "read plans",
            Self::Checks => "check plans",
            Self::Ids => "match ids",
        }
    }
}

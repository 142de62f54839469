//! What addresses in raw HTML are for.

/// What an address in raw HTML is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AddressUse {
    /// A link that readers follow.
    Link,
    /// A picture.
    Image,
    /// Sound or video.
    Media,
    /// A page in a frame.
    Frame,
    /// An embedded object.
    Object,
    /// A script.
    Script,
    /// A style sheet.
    Style,
    /// A picture without alternative content: of a style, or of a video before it plays.
    Decoration,
    /// A font of a style.
    Font,
}

/// What the value of an attribute is an address for; `None` if it is not an address.
pub fn purpose(element: &str, attribute: &str) -> Option<AddressUse> {
    Some(match (element, attribute) {
        ("a" | "area", "href") | ("a", "xlink:href") => AddressUse::Link,
        ("img" | "input", "src")
        | ("img" | "source", "srcset")
        | ("image", "src" | "href" | "xlink:href") => AddressUse::Image,
        ("video", "poster") => AddressUse::Decoration,
        ("audio" | "source" | "track" | "video", "src") => AddressUse::Media,
        ("iframe", "src") => AddressUse::Frame,
        ("embed", "src") | ("object", "data") => AddressUse::Object,
        ("script", "src") => AddressUse::Script,
        ("link", "href") => AddressUse::Style,
        _ => return None,
    })
}

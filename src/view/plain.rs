//! The words of a text, without marks.

use super::content::ViewNode;

/// The words of a text, without marks.
pub(super) fn words(content: &[ViewNode<'_>]) -> String {
    let mut text = String::new();
    add_words(content, &mut text);
    text
}

/// Appends the words of a text, with one space at each line and block end.
pub(super) fn add_words(content: &[ViewNode<'_>], text: &mut String) {
    for node in content {
        match node {
            ViewNode::Text(words) if words.trim().is_empty() => add_space(text),
            ViewNode::Text(words) => text.push_str(words),
            ViewNode::InlineCode(code) => text.push_str(code),
            ViewNode::Code(code) => {
                add_space(text);
                text.push_str(code.text);
            }
            ViewNode::Image { alternative, .. } => text.push_str(alternative),
            ViewNode::SoftBreak | ViewNode::HardBreak => add_space(text),
            ViewNode::Element(element) if element.name == "br" => add_space(text),
            _ => {
                let is_block = match node {
                    ViewNode::Element(element) => !element.is_phrase(),
                    node => !node.is_inline(),
                };
                node.each_inner(&mut |inner| {
                    if is_block {
                        add_space(text);
                    }
                    add_words(inner, text);
                });
                if is_block {
                    add_space(text);
                }
            }
        }
    }
}

/// Appends a space, unless there is one already or the text is empty.
pub(super) fn add_space(text: &mut String) {
    if !text.is_empty() && !text.ends_with(' ') {
        text.push(' ');
    }
}

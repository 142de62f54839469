//! What each element of HTML is on paper.

use super::row::{Align, Cell, Content, Group, Mark, Role};
use super::rows::{Maker, is_block};
use super::text::Marks;

impl Maker<'_> {
    /// The beginning of an element.
    pub(super) fn open_element(&mut self, name: &str, attributes: &[(String, String)]) {
        let attribute = |wanted: &str| {
            let found = attributes.iter().find(|(name, _)| name == wanted);
            found.map(|(_, value)| value.as_str())
        };
        self.imply_ends(name);
        match name {
            "br" => {
                let style = self.style;
                self.line().push("\n", style);
            }
            "hr" => {
                self.flush();
                self.push_content(Content::Rule);
            }
            "img" => {
                let alternative = attribute("alt").unwrap_or_default();
                self.marked(Marks::ITALIC, |maker| {
                    maker.say(&format!("[{alternative}]"));
                });
            }
            "input" => {
                let ticked = attribute("checked").is_some();
                self.say(if ticked { "☑ " } else { "☐ " });
            }
            "wbr" | "col" | "source" | "track" | "embed" => {}
            "script" | "style" | "template" | "svg" | "iframe" | "object" | "noscript" | "head" => {
                self.begin_inline(name, |_| {});
                self.skip(true);
            }
            "a" => self.open_link(attribute("href").unwrap_or_default()),
            "ul" | "ol" => {
                let start = attribute("start").and_then(|start| start.parse().ok());
                self.open_list(name, start.unwrap_or(1));
            }
            "li" => {
                let levels = attribute("data-levels").unwrap_or_default();
                let skips = !self.is_for_reader(levels.split_whitespace());
                self.open_item();
                self.skip(skips);
            }
            "table" if self.cells.is_some() => {
                self.begin_inline(name, |maker| maker.inner_tables += 1);
            }
            _ if self.inner_tables > 0 && is_block(name) => {
                self.flush();
                self.begin_inline(name, |_| {});
            }
            "td" | "th" if self.inner_tables == 0 => {
                self.open_cell(name == "th", attribute("data-align"));
            }
            _ if is_block(name) => self.open_block(name),
            _ => {
                let mark = mark_of(name);
                self.begin_inline(name, |maker| {
                    maker.style.marks = maker.style.marks.and(mark);
                });
            }
        }
    }

    /// Some elements end where the next one begins, also where nobody wrote that.
    fn imply_ends(&mut self, name: &str) {
        match name {
            _ if self.inner_tables > 0 => {}
            "tr" => self.close_inside(&["tr"], &["table"]),
            "td" | "th" => self.close_inside(&["td", "th"], &["tr", "table"]),
            "li" => self.close_inside(&["li"], &["ul", "ol", "td", "th"]),
            _ => {}
        }
    }

    fn open_block(&mut self, name: &str) {
        let level = name
            .strip_prefix('h')
            .and_then(|level| level.parse::<u8>().ok());
        self.begin(name, |maker| match name {
            _ if level.is_some() => {
                maker.role = Role::Heading(level.unwrap_or(6).max(2));
                maker.style.marks = Marks::BOLD;
            }
            "dt" | "summary" | "caption" => maker.style.marks = Marks::BOLD,
            "dd" => maker.indent += 1.55,
            "blockquote" => maker.set_apart(Group::Quote),
            "pre" => {
                maker.role = Role::Code;
                maker.style.marks = Marks::CODE;
            }
            "table" => {
                let table = (maker.new_group(), Group::Table);
                maker.groups.push(table);
            }
            "tr" if maker.is_in_table() => maker.cells = Some(Vec::new()),
            _ => {}
        });
    }

    fn is_in_table(&self) -> bool {
        matches!(self.groups.last(), Some((_, Group::Table)))
    }

    fn open_link(&mut self, to: &str) {
        let leads = !to.is_empty() && !to.starts_with('#');
        self.link = leads.then(|| to.to_owned());
        self.begin_inline("a", |maker| maker.style.link = u16::from(leads));
    }

    fn open_list(&mut self, name: &str, start: u64) {
        let numbered = name == "ol";
        self.numbers.push(numbered.then_some(start));
        self.begin(name, |maker| {
            let list = (maker.new_group(), Group::List { numbered });
            maker.groups.push(list);
        });
    }

    fn open_item(&mut self) {
        let label = match self.numbers.last_mut() {
            Some(Some(number)) => {
                let label = format!("{number}.");
                *number = number.saturating_add(1);
                label
            }
            _ => "•".to_owned(),
        };
        if self.cells.is_some() {
            self.flush();
            self.say(&format!("{label} "));
            self.begin_inline("li", |_| {});
        } else {
            self.begin("li", |maker| maker.item(Mark::Label(label)));
        }
    }

    fn open_cell(&mut self, head: bool, align: Option<&str>) {
        if self.cells.is_none() {
            return;
        }
        let align = match align {
            Some("center") => Align::Center,
            Some("right") => Align::End,
            _ => Align::Start,
        };
        if let Some(cells) = &mut self.cells {
            cells.push(Cell {
                text: super::text::Text::default(),
                align,
                head,
            });
        }
        let mark = if head { Marks::BOLD } else { Marks::NONE };
        let name = if head { "th" } else { "td" };
        self.begin_inline(name, |maker| {
            maker.style.marks = maker.style.marks.and(mark);
        });
    }

    /// The end of an element.
    pub(super) fn close_element(&mut self, name: &str) {
        match name {
            "td" | "th" if self.inner_tables == 0 => self.end_cell(),
            "a" => {
                let to = self.link.take();
                self.end(name);
                if let Some(to) = to {
                    self.number_link(&to);
                }
                return;
            }
            "q" => self.say("”"),
            _ => {}
        }
        self.end(name);
    }
}

fn mark_of(name: &str) -> Marks {
    match name {
        "strong" | "b" => Marks::BOLD,
        "em" | "i" | "cite" | "dfn" | "var" => Marks::ITALIC,
        "code" | "kbd" | "samp" | "tt" => Marks::CODE,
        "del" | "s" | "strike" => Marks::STRUCK,
        "sup" => Marks::RAISED,
        "sub" => Marks::LOWERED,
        "small" => Marks::FAINT,
        _ => Marks::NONE,
    }
}

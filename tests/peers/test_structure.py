"""What counts as the same structure, and what does not."""

import unittest

from structure import anchors, outline, parse


def structure(html: str) -> list[str]:
    """The structure of a text, with all anchors of its headings."""
    root = parse(html)
    return outline(root, anchors(root))


class TestStructure(unittest.TestCase):
    """Texts of two programs."""

    def same(self, theirs: str, ours: str) -> None:
        self.assertEqual(structure(theirs), structure(ours))

    def differ(self, theirs: str, ours: str) -> None:
        self.assertNotEqual(structure(theirs), structure(ours))

    def test_admonitions_are_those_of_both_programs(self) -> None:
        theirs = '<div class="admonition tip"><p class="admonition-title">Do</p><p>it</p></div>'
        self.same(theirs, theirs.replace("<p>it", "<p>\n it"))
        self.differ(theirs, theirs.replace("Do", "!!! Do"))
        self.differ(theirs, theirs.replace("tip", "bug"))
        self.differ(theirs, '<div class="admonition tip"><p class="admonition-title">Do</p></div><p>it</p>')
        self.differ("<details><summary>Do</summary></details>", "<details open><summary>Do</summary></details>")

    def test_tabs_are_those_of_both_styles(self) -> None:
        ours = '<div class="tabs"><div class="tab"><p class="tab-title">A</p><p>1</p></div></div>'
        plain = '<div class="tabbed-set"><input/><label>A</label><div class="tabbed-content"><p>1</p></div></div>'
        labels = '<div class="tabbed-labels"><label>A</label></div>'
        blocks = '<div class="tabbed-content"><div class="tabbed-block"><p>1</p></div></div>'
        self.same(plain, ours)
        self.same(f'<div class="tabbed-set"><input/>{labels}{blocks}</div>', ours)
        self.differ(plain, ours.replace("A", "B"))
        self.differ(plain + plain, ours)

    def test_a_note_is_known_by_its_place(self) -> None:
        theirs = (
            '<p>a<sup id="fnref:x"><a class="footnote-ref" href="#fn:x">1</a></sup></p><div class="footnote"><hr/>'
            '<ol><li id="fn:x"><p>b&#160;<a class="footnote-backref" href="#fnref:x">↩</a></p></li></ol></div>'
        )
        ours = (
            '<p>a<sup><a id="fnref-1-1" href="#fn-1">1</a></sup></p><section class="footnotes"><ol>'
            '<li id="fn-1"><p>b</p><p><a href="#fnref-1-1">↩</a></p></li></ol></section>'
        )
        self.same(theirs, ours)
        self.differ(theirs, ours.replace('href="#fn-1"', 'href="#fn-2"'))

    def test_lists_are_loose_or_tight(self) -> None:
        self.same("<ul><li>a</li></ul>", "<ul>\n<li><p>a</p></li>\n</ul>")
        self.differ("<ul><li>a<ul><li>b</li></ul></li></ul>", "<ul><li>a</li><li>b</li></ul>")

    def test_words_and_marks_count(self) -> None:
        self.same("<p>a <em>b</em>\nc</p>", "<p>a <em>b</em> c</p>")
        self.differ("<p>a <em>b</em> c</p>", "<p>a *b* c</p>")
        self.differ("<p>a <em>b</em> c</p>", "<p>a <em>b</em>c</p>")
        self.differ('<p><abbr title="x">a</abbr></p>', '<p><abbr title="y">a</abbr></p>')
        self.differ("<pre><code>a\n  b</code></pre>", "<pre><code>a\nb</code></pre>")

    def test_quotes_in_a_row_are_one(self) -> None:
        quotes = "<blockquote><p>a</p></blockquote>\n<blockquote><p>b</p></blockquote>"
        self.same(quotes, "<blockquote><p>a</p><p>b</p></blockquote>")
        self.differ(quotes.replace("\n", "<p>c</p>"), "<blockquote><p>a</p><p>c</p><p>b</p></blockquote>")


if __name__ == "__main__":
    unittest.main()

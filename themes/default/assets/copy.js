// Buttons that copy templates, code and the addresses of headings, loaded where a page has any of these.
(() => {
  'use strict';

  if (!navigator.clipboard) return;
  const { all, attribute, button, make, need, say, word } = self.prepbook;

  const copy = (text, element = button('copy')) => {
    element.onclick = () => navigator.clipboard.writeText(text()).then(() => 'copied', () => 'copy_failed').then((said) => need().then(() => say(word(said)), () => {}));
    return element;
  };
  for (const figure of all('figure.template')) {
    const source = all('template', figure)[0]?.content ?? figure.cloneNode(true);
    figure.prepend(copy(() => source.textContent.trim()));
  }
  for (const pre of all('main pre')) {
    const box = make('div', { className: 'copyable' });
    pre.replaceWith(box);
    box.append(copy(() => pre.textContent), pre);
  }
  for (const heading of all('.on-chapter main :is(h2, h3, h4)[id]')) {
    const mark = attribute(make('a', { className: 'mark', href: `#${heading.id}`, textContent: '#' }), 'aria-label',
      word('copy_address', { title: heading.textContent }));
    heading.append(' ', copy(() => mark.href, mark));
  }
})();

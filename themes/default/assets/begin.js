// The cover: two choices and a date begin a plan.
(() => {
  'use strict';

  const { all, button, change, chosen, dates, dayOf, iso, read, refresh, startOf, status, today, watchers, weekStart, word } = self.prepbook;

  for (const box of all('[data-begin]')) {
    const card = box.closest('[data-plan]');
    const { plan, begins } = card.dataset;
    const length = Number(card.dataset.length);
    const [form] = all('form', box);
    const links = all('[data-editions] a', card);
    const own = read(`track:${plan}`);
    const pick = (name, value) => all(`input[name=${name}]`, form).forEach((input) => input.checked = input.value === value);
    if (own) pick('track', own);
    if (chosen() || read('level')) pick('level', read('level'));
    // An interview is in the last week, or the day after the last if the plan may begin on any day
    const earlier = () => form.kind.value !== 'interview' ? 0 : begins ? Math.max(0, length - 7) : length;
    let shown;
    const planned = () => {
      const day = dayOf(form.day.value);
      return day && weekStart(plan, day) - earlier();
    };
    const said = status();
    const later = button('begin_on', () => {
      form.day.value = iso(planned() + 7);
      preview();
    });
    form.day.closest('fieldset').append(said, later);
    const preview = () => {
      const start = planned();
      said.textContent = start ? word('runs', { first: dates(start, start, 'long'), last: dates(start + length - 1, start + length - 1, 'long') }) : '';
      // In the middle of a week the next one may be the better beginning
      later.hidden = !start || !begins || start >= today() || start + 7 <= today();
      later.firstChild.textContent = start ? word('begin_on', { date: dates(start + 7, start + 7, 'long') }) : '';
    };
    const showDay = () => {
      const start = shown = startOf(plan);
      form.day.value = start ? iso(start + earlier()) : '';
      preview();
    };
    form.kind.onchange = showDay;
    form.day.oninput = preview;
    showDay();
    form.onsubmit = (event) => {
      event.preventDefault();
      const data = new FormData(form);
      const start = planned();
      const tracks = all('input[name=track]', form);
      const { href } = links[Math.max(0, tracks.findIndex((input) => input.checked))];
      const leave = () => location.assign(href);
      // What is not kept is gone on the next page: the reader hears of it first
      if (change([
        [`track:${plan}`, data.get('track') ?? ''],
        ...data.has('level') ? [['level', data.get('level') || null]] : [],
        // Nothing is late at the moment of beginning
        ...start && start !== startOf(plan) ? [[`start:${plan}`, iso(start)], [`moved:${plan}`, start < today() ? iso(today()) : null]] : [],
      ], button('go_on', leave))) leave();
    };
    box.hidden = false;
    box.open = own == null;
    watchers.push(() => {
      // A copy or a link brought another first day
      if (startOf(plan) !== shown) showDay();
      for (const [at, link] of links.entries()) {
        const tracks = all('input[name=track]', form);
        link.parentNode.hidden = read(`track:${plan}`) !== (tracks[at]?.value ?? '');
      }
    });
  }
  refresh();
})();

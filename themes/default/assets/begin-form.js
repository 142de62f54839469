// The form that begins a plan: when it would run, and what is kept.
(() => {
  'use strict';

  const { all, button, change, dates, dayOf, endOf, iso, make, need, passes, startFor, startOf, status, targetOf, today, watchers, weekStart,
    word } = self.prepbook;

  /** Makes a card's form say what its date leads to, and returns what begins the plan. */
  self.prepbook.beginForm = (box) => {
    const card = box.closest('[data-plan]');
    const { plan, begins, fixed } = card.dataset;
    const [form] = all('form', box);
    const [go] = all('.go', form);
    const goes = go.textContent;
    const isInterview = () => form.kind.value === 'interview';
    let shown = startOf(plan);
    const planned = () => {
      const day = dayOf(form.day.value);
      return fixed === undefined && day && (isInterview() ? startFor(plan, day) : weekStart(plan, day));
    };
    const said = status();
    const more = make('div');
    const later = button('begin_on', () => {
      form.day.value = iso(planned() + 7);
      preview();
    });
    form.day.closest('fieldset').append(said, later, more);
    form.day.closest('fieldset').hidden = fixed !== undefined;
    const preview = () => {
      const start = planned();
      const end = start && endOf(plan, start);
      const passed = start && !isInterview() && passes(plan, end);
      const day = dayOf(form.day.value);
      const isOver = isInterview() && day && day < today();
      said.textContent = isOver ? word('past') : passed || (start ? word('runs', { first: dates(start, start, 'long'), last: dates(end, end, 'long') }) : '');
      go.textContent = passed ? word('begin_anyway') : goes;
      form.day.setCustomValidity(isOver ? word('past') : '');
      // In the middle of a week the next one may be the better beginning
      later.hidden = !start || isInterview() || !begins || start >= today() || start + 7 <= today();
      later.firstChild.textContent = start ? word('begin_on', { date: dates(start + 7, start + 7, 'long') }) : '';
      more.replaceChildren();
      if (!isOver && isInterview() && start && start < weekStart(plan, today())) showOthers(form.day.value).catch(() => {});
    };
    // The interview comes before the end of the plan
    const showOthers = async (day) => {
      await need('progress', 'too-long');
      const { week, text, parts } = await self.prepbook.tooLong(plan, all('input[name=track]:checked', form)[0]?.value ?? '', day);
      if (form.day.value !== day || !isInterview()) return;
      said.textContent = text;
      more.replaceChildren(...parts);
      if (week) go.textContent = word('begin_week', { week });
    };
    const showDay = () => {
      const start = shown = startOf(plan);
      const target = targetOf(plan) ?? (start && endOf(plan, start) + !begins);
      const day = isInterview() ? target : start;
      form.day.value = day ? iso(day) : '';
      preview();
    };
    form.kind.onchange = showDay;
    form.day.oninput = preview;
    for (const track of all('input[name=track]', form)) track.onchange = preview;
    // Nothing that was typed before this script came is lost
    if (form.day.value || isInterview()) preview();
    else showDay();
    watchers.push(() => {
      // A copy or a link brought another first day
      if (startOf(plan) !== shown) showDay();
    });
    return () => {
      const data = new FormData(form);
      const start = planned();
      const tracks = all('input[name=track]', form);
      const { href } = all('[data-editions] a', card)[Math.max(0, tracks.findIndex((input) => input.checked))];
      // To the day itself: today's, or the first one that comes
      const dayOfPlan = async () => {
        await need('progress', 'today');
        const edited = await self.prepbook.edition(plan, data.get('track') ?? '');
        const days = self.prepbook.daysOf(edited);
        const next = days.find(({ last }) => !(last < today())) ?? days[0];
        return next ? self.prepbook.addressOf(edited, next) : href;
      };
      const leave = async () => {
        try {
          sessionStorage.setItem('prepbook-begun', plan);
        } catch {}
        location.assign(await dayOfPlan().catch(() => href));
      };
      // What is not kept is gone on the next page: the reader hears of it first
      if (change([
        [`track:${plan}`, data.get('track') ?? ''],
        ...data.has('level') ? [['level', data.get('level') || null]] : [],
        ...start && isInterview() ? [[`target:${plan}`, form.day.value]] : [],
        // Nothing is late at the moment of beginning
        ...start && start !== startOf(plan) ? [[`start:${plan}`, iso(start)], [`moved:${plan}`, start < today() ? iso(today()) : null], [`moves:${plan}`], [`again:${plan}`]] : [],
      ], button('go_on', leave))) leave();
    };
  };
})();

// A reader whose interview comes before the end of a plan: other plans of the handbook that fit, or a later week to begin with.
(() => {
  'use strict';

  const { all, calendar, edition, make, offOf, planData, startFor, today, weekStart, word } = self.prepbook;

  const lengthOf = (plan) => {
    const { begins, length } = planData(plan);
    return begins ? word('count_weeks', { count: Math.ceil(length / 7) }) : word('count_days', { count: Number(length) });
  };
  /** Shows a plan's form with the date of the interview. */
  const openForm = (card, day) => {
    const [box] = all('[data-begin]', card);
    const [form] = all('form', box);
    box.open = true;
    form.kind.value = 'interview';
    form.day.value = day;
    // Its script may come only now
    form.day.focus();
    form.day.oninput?.();
  };

  /** What to say and offer if a plan is too long, and the name of the week to begin with. */
  self.prepbook.tooLong = async (plan, track, day) => {
    const target = Date.parse(day) / 864e5;
    const start = startFor(plan, target);
    const others = all('.card[data-plan]').filter((card) => card.dataset.plan !== plan && all('[data-begin]', card)[0] && !('fixed' in card.dataset));
    const length = ({ dataset }) => Number(dataset.length);
    const fits = ({ dataset }) => startFor(dataset.plan, target) >= weekStart(dataset.plan, today());
    const fitting = others.filter(fits).sort((a, b) => length(b) - length(a));
    const [shortest] = others.filter((card) => length(card) < planData(plan).length).sort((a, b) => length(a) - length(b));
    const offered = fitting[0] ? fitting : shortest ? [shortest] : [];
    const { begins } = planData(plan);
    const { weeks } = await edition(plan, track);
    const own = calendar({ start, begins, off: offOf(plan) });
    const week = weeks.findLast(({ offset }) => own.dateOf(offset) <= today());
    return {
      week: week?.called,
      text: word('too_long', { length: lengthOf(plan), days: word('count_days', { count: target - today() }) }),
      parts: [
        ...offered[0] ? [make('p', { textContent: word(fitting[0] ? 'too_long_fits' : 'too_long_shortest') })] : [],
        make('p', { className: 'row' }, ...offered.map((card) => make('button', {
          type: 'button', onclick: () => openForm(card, day), textContent: `${all('h3', card)[0].textContent}: ${lengthOf(card.dataset.plan)}`,
        }))),
      ],
    };
  };
})();

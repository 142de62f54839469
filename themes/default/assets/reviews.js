// Tasks that return for review some days after they were done: which of them today has, and the list of these.
(() => {
  'use strict';

  const MOST = 5;

  /**
   * The reviews of a day. `tasks` are `{ id, done, reviewed }`, in the order of the plan: the days on which they were
   * ticked and last reviewed, counted like `today`. A task is due if one of the `intervals` since its tick has passed
   * and ends after its last review; however many were missed, it is due once. `shown` has those that were reviewed
   * today, with `isDone`, and of the others those that wait the longest, five in all; `waiting` is how many are left.
   */
  const dueReviews = (tasks, today, intervals) => {
    const due = tasks.flatMap(({ id, done, reviewed }) => {
      if (done == null) return [];
      const isDone = reviewed === today;
      const days = intervals.map((interval) => done + interval).filter((day) => day <= today && (isDone || day > (reviewed ?? 0)));
      return days[0] ? [{ id, isDone, since: Math.min(...days) }] : [];
    }).sort((a, b) => a.since - b.since);
    let left = MOST;
    const take = (wanted) => due.filter(({ isDone }) => isDone === wanted && left-- > 0);
    const shown = new Set([...take(true), ...take(false)]);
    return {
      shown: due.filter((task) => shown.has(task)).map(({ id, isDone }) => ({ id, isDone })),
      waiting: due.filter((task) => !task.isDone && !shown.has(task)).length,
    };
  };
  /** The day after `today` on which a task that was ticked on the day `done` returns, if it does. */
  const nextReview = (done, today, intervals) =>
    intervals.map((interval) => done + interval).filter((day) => day > today).sort((a, b) => a - b)[0];

  const folds = new Map();
  const before = new Map();
  /** Shows the reviews of an edition below the box that says what today brings. */
  const reviews = async (box, { plan, track, weeks, reviews: ids, review_days: intervals, levels = {} }, namesOf) => {
    const { change, chosen, dates, dayOf, folder, isDone, iso, make, read, remember, say, today, undoButton, word } = self.prepbook;
    const names = ids.some(isDone) ? await namesOf(plan) : {};
    const isShown = (id) => names[id] && isDone(id) && (!chosen() || !levels[id] || levels[id].includes(chosen()));
    const doneOn = (id) => dayOf(read(`task:${id}`)?.split(' ')[1]);
    const { shown, waiting } = dueReviews(ids.filter(isShown).map((id) => ({ id, done: doneOn(id), reviewed: dayOf(read(`review:${id}`)) })), today(), intervals);
    let fold = folds.get(box);
    if (!shown[0]) {
      fold?.remove();
      folds.delete(box);
      return;
    }
    if (!fold) {
      fold = make('details', { className: 'today reviews no-print', open: box.closest('.card, [data-current]') }, make('summary'), make('ul'), make('p', { className: 'hint' }));
      fold.children[1].dataset.tasks = '';
      folds.set(box, fold);
      box.after(fold);
    }
    const [summary, list, hint] = fold.children;
    const placeOf = (id) => {
      for (const { id: week, called, days, other } of weeks) {
        const day = days.find(({ core, stretch }) => [...core, ...stretch].includes(id));
        if (day) return [`${week}-${day.id}`, `${called}, ${day.called}`];
        if (other.includes(id)) return [week, called];
      }
      return undefined;
    };
    const item = ({ id }) => {
      const input = make('input', { type: 'checkbox' });
      const key = `review:${id}`;
      input.onchange = () => {
        const { checked } = input;
        const kept = read(key);
        remember([key], 'undo_review');
        const isKept = change([[key, checked ? iso(today()) : before.get(id)]]);
        before.set(id, kept);
        if (!isKept) return;
        if (!checked) return say(word('undone'));
        const next = nextReview(doneOn(id), today(), intervals);
        const back = undoButton();
        const { onclick } = back;
        back.onclick = () => {
          onclick();
          input.focus();
        };
        say(next ? word('reviewed', { date: dates(next, next, 'long') }) : word('reviewed_last'), false, back);
      };
      const place = placeOf(id);
      const task = make('li', { className: 'task' }, make('label', {}, input, ' ', make('span', { textContent: names[id] })),
        ...place ? [make('a', { href: `${folder(plan, track)}${place[0]}.html`, textContent: place[1] })] : []);
      task.dataset.review = id;
      return task;
    };
    // Tasks keep their places, and so does focus, while the reader ticks them
    const items = [...list.children];
    const isSame = items.length === shown.length && shown.every(({ id }) => items.some(({ dataset }) => dataset.review === id));
    if (!isSame) list.replaceChildren(...shown.map(item));
    for (const { dataset, firstChild } of list.children) {
      firstChild.firstChild.checked = shown.find(({ id }) => id === dataset.review).isDone;
    }
    const open = shown.filter(({ isDone }) => !isDone).length;
    summary.textContent = open ? word('reviews', { tasks: word('tasks', { count: open, tasks: open }) }) : word('reviews_done');
    hint.textContent = waiting ? word('reviews_wait', { count: waiting }) : '';
    hint.hidden = !waiting;
  };
  Object.assign(self.prepbook ??= {}, { dueReviews, nextReview, reviews });
})();

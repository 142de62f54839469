// A calendar file with the reader's own dates, as a build makes one with the author's (RFC 5545).
(() => {
  'use strict';

  const LONGEST = 75;
  const bytes = (text) => [...new TextEncoder().encode(text)];
  const two = (number) => String(number).padStart(2, '0');

  /** A content line: at most 75 octets, then CRLF and a space. No character is split. */
  const fold = (line) => {
    let folded = '';
    let length = 0;
    for (const character of line) {
      const size = bytes(character).length;
      if (length + size > LONGEST) {
        folded += '\r\n ';
        length = 1;
      }
      folded += character;
      length += size;
    }
    return `${folded}\r\n`;
  };
  const escaped = (text) => text.replace(/[^\P{Cc}\t\n]/gu, '').replace(/[\\;,]/g, '\\$&').replace(/\n/g, '\\n');
  const code = (character) => character === '/' ? '.' : bytes(character).map((byte) => `_${byte.toString(16).padStart(2, '0')}`).join('');
  const uid = (handbook, path) => `${handbook}.${path.replace(/[^a-zA-Z0-9-]/gu, code)}@prepbook`;

  /** The tasks of each day after the reader planned some again: `id@offset` is on another day, `id@-` if time allows. */
  const again = (weeks, kept) => {
    const moved = new Map(kept.map((entry) => entry.split('@')));
    return weeks.map((week) => ({ ...week, days: week.days.map((day) => ({
      ...day,
      core: [...day.core.filter((id) => !moved.has(id)), ...[...moved].filter(([, to]) => to === String(day.offset)).map(([id]) => id)],
      stretch: [...day.stretch, ...day.core.filter((id) => moved.get(id) === '-')],
    })) }));
  };

  /** The events of an edition: of each the path of its page, its title, its time, and its tasks. */
  const events = ({ plan, track, weeks }) => {
    const folder = track ? `${plan}/${track}/` : `${plan}/`;
    const titled = (called, title) => [called.filter(Boolean).join(', '), title].filter(Boolean).join(': ');
    return weeks.flatMap((week) => [
      ...week.days.filter(({ rest, core, stretch }) => !rest || core.length || stretch.length).flatMap((day) => {
        const page = `${folder}${week.id}-${day.id}`;
        const title = titled([week.called, day.called], day.title);
        const blocks = day.blocks ?? [];
        const timed = new Set(blocks.flatMap(([, , , , ids]) => ids));
        const of = (wanted) => [day.core, day.stretch].map((ids) => ids.filter(wanted));
        const rest = of((id) => !timed.has(id));
        const { offset, length, minutes } = day;
        return [
          ...!blocks.length || rest.flat().length ? [{ path: page, page, title, offset, length, minutes, tasks: rest }] : [],
          ...blocks.map(([number, label, begin, end, ids]) => ({
            path: `${page}/${number}`, page, title: `${title} – ${label}`, offset, length, clock: [begin, end], tasks: of((id) => ids.includes(id)),
          })),
        ];
      }),
      ...!week.days.length && week.length && week.other.length ? [{
        path: folder + week.id, page: folder + week.id, title: titled([week.called], week.title), offset: week.offset, length: week.length,
        minutes: week.minutes, tasks: [week.other, []],
      }] : [],
    ]);
  };

  /**
   * The file: `name` is the calendar's, `names` are the tasks' words by their ids, `span` has the first and the last day of
   * something, `web` is the handbook's address if there is one, and `now` is when the file is made.
   */
  const calendar = (data, { handbook, name, names, span, web, now, word }) => {
    const basic = (day) => new Date(day * 864e5).toISOString().slice(0, 10).replace(/-/g, '');
    const clock = (day, minutes) => `${basic(day + Math.floor(minutes / 1440))}T${two(Math.floor(minutes / 60) % 24)}${two(minutes % 60)}00`;
    const time = (minutes) => [[Math.floor(minutes / 60), 'hours'], [minutes % 60, 'minutes']].filter(([count]) => count)
      .map(([count, unit]) => `${count}\u00a0${word(unit)}`).join(' ');
    const list = (ids) => ids.map((id) => `- ${names[id]}`).join('\n');
    const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//prepbook//prepbook//EN', 'CALSCALE:GREGORIAN',
      `NAME:${escaped(name)}`, `X-WR-CALNAME:${escaped(name)}`];
    for (const { path, page, title, offset, length, minutes, clock: times, tasks: [core, stretch] } of events(data)) {
      const [first, last] = span(offset, length);
      const address = web && new URL(`${page}.html`, web).href;
      const description = [minutes && time(minutes), list(core), stretch.length && `${word('stretch')}\n${list(stretch)}`, address].filter(Boolean).join('\n\n');
      lines.push('BEGIN:VEVENT', `UID:${uid(handbook, path)}`, `DTSTAMP:${now.toISOString().replace(/[-:]|\..../g, '')}`,
        // A file that is made later is newer, and newer than that of a build
        `SEQUENCE:${Math.floor(now / 6e4)}`,
        ...times ? [`DTSTART:${clock(first, times[0])}`, `DTEND:${clock(first, times[1])}`]
          : [`DTSTART;VALUE=DATE:${basic(first)}`, `DTEND;VALUE=DATE:${basic(last + 1)}`, 'TRANSP:TRANSPARENT'],
        `SUMMARY:${escaped(title)}`, ...description ? [`DESCRIPTION:${escaped(description)}`] : [], ...address ? [`URL:${address}`] : [], 'END:VEVENT');
    }
    return [...lines, 'END:VCALENDAR'].map(fold).join('');
  };

  self.prepbook ??= {};
  self.prepbook.calendarFiles = { again, calendar, escaped, fold, uid };

  /** Saves the calendar of a plan in a track. */
  self.prepbook.saveCalendar = async (plan, track) => {
    const { base, calendarOf, chosen, folder, load, make, read, say, word } = self.prepbook;
    await Promise.all([load(`${folder(plan, track)}tasks.js`), load(`${base}${plan}/names.js`)]);
    const data = self.prepbookTasks.find((data) => data.plan === plan && data.track === track);
    const { names, title, tracks } = self.prepbookNames.find((data) => data.plan === plan);
    const shown = (ids) => ids.filter((id) => !chosen() || !data.levels[id] || data.levels[id].includes(chosen()));
    const weeks = again(data.weeks, (read(`again:${plan}`) ?? '').split(' ').filter(Boolean)).map((week) => ({
      ...week, other: shown(week.other), days: week.days.map((day) => ({ ...day, core: shown(day.core), stretch: shown(day.stretch), rest: day.rest })),
    }));
    const { dataset } = document.documentElement;
    const canonical = document.querySelector('link[rel=canonical]');
    const text = calendar({ ...data, weeks }, {
      handbook: dataset.handbook, name: track ? `${title} – ${tracks[track]}` : title, names, word, now: new Date(),
      span: calendarOf(plan).span,
      web: canonical ? new URL(dataset.root || './', canonical.href).href : location.protocol === 'file:' ? '' : base,
    });
    const address = URL.createObjectURL(new Blob([text], { type: 'text/calendar' }));
    make('a', { href: address, download: `${plan.split('/').pop()}.ics` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    say(word('calendar_saved'));
  };
})();

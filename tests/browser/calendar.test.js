// The dates of a plan's days in the reader's browser, by the same table as in the program, in six time zones.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { close, reader, small } from './support.js';

after(close);

const table = JSON.parse(readFileSync(new URL('../schedule/calendar.json', import.meta.url)));
// Zones far to both sides of Greenwich, with half hours, and with clocks that change in either half of the year
const ZONES = ['America/Los_Angeles', 'America/Sao_Paulo', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Kiritimati'];

for (const timezoneId of ZONES) {
  test(`days are on the dates of the shared table in ${timezoneId}`, async () => {
    const book = await small().served();
    const { page, end } = await reader({ timezoneId });
    await page.goto(book.at('talk/full/index.html'));
    const found = await page.evaluate(async ({ days, starts, ends }) => {
      await self.prepbook.need('dates');
      const { calendarOf, dayOf, iso, weekStart } = self.prepbook;
      const { dataset } = document.body;
      const keep = (kind, value) => localStorage.setItem(`prepbook:3:${document.documentElement.dataset.handbook}:${kind}:talk`, value);
      const begins = (day) => {
        if (day === undefined) delete dataset.begins;
        else dataset.begins = day;
      };
      return {
        days: days.map((row) => {
          begins(row.begins_on);
          keep('start', row.start);
          keep('off', (row.off ?? []).join(' '));
          keep('moves', (row.moves ?? []).map((move) => move.join('+')).join(' '));
          const calendar = calendarOf('talk');
          return row.days.map(([offset, length]) => [offset, length, ...calendar.span(offset, length).map(iso)]);
        }),
        starts: starts.map((row) => {
          begins(row.begins_on);
          return iso(weekStart('talk', dayOf(row.date)));
        }),
        ends: ends.map((row) => {
          begins(row.begins_on);
          keep('off', (row.off ?? []).join(' '));
          return iso(self.prepbook.startFor('talk', dayOf(row.date), row.length));
        }),
      };
    }, table);
    for (const [at, row] of table.days.entries()) assert.deepEqual(found.days[at], row.days, row.name);
    assert.deepEqual(found.starts, table.starts.map(({ start }) => start));
    assert.deepEqual(found.ends, table.ends.map(({ start }) => start));
    // The day is the reader's, whatever the hour is elsewhere
    for (const time of ['2027-03-14T00:30:00Z', '2027-03-14T12:00:00Z', '2027-10-31T23:30:00Z']) {
      await page.clock.setFixedTime(new Date(time));
      const local = new Intl.DateTimeFormat('en-CA', { timeZone: timezoneId, dateStyle: 'short' }).format(new Date(time));
      assert.equal(await page.evaluate(() => self.prepbook.iso(self.prepbook.today())), local);
    }
    await end();
  });
}

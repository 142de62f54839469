// One link that holds what a device keeps: packed into its fragment, and read from it. Nothing here reads a page.
//
//     #move=1.<base64url>0
//
// 1 is the version of the format; 2 if tasks were skipped, which earlier versions do not know. The 0 at the end shows that the link is whole, and keeps its last letter from being
// taken for punctuation. The bytes are: flags (1: compressed, 2: tasks by number, 4: days by steps), a checksum of four
// bytes over these and the body, and the body. The body is a head of lines, a zero, and numbers of seven bits a byte
// (varints):
//
// - with a lock: how many tasks there are up to the last one that was touched, and two bits for each by its number (0:
//   never touched, 1: ticked, 2: unticked, 3: skipped). Numbers are never given twice, so a later build reads the link the same way.
// - without a lock: how many tasks were touched, and for each of them the first six characters of its id, thirty bits,
//   and one bit (1: ticked), two in version 2 (as in the store). Without a lock a number is only a place in the text, which the next edit gives to another task; a link
//   must rather be longer than tick that. A task whose beginning another one shares is left out by the reader.
// - the first of all days, counted from 1970, and for each task that was touched its day: 0 if unknown, or else 1 and how
//   far it is from the first, or by steps 1 and the zigzag of how far it is from that of the last task. Who goes
//   through a plan in its order makes small steps, others do not: the shorter one is sent;
// - for each of those with changes on one day, its distance from the last such one and their count.
(() => {
  'use strict';

  const VERSION = 2;
  const COMPRESSED = 1;
  const NUMBERED = 2;
  const STEPS = 4;
  const PREFIX = '#move=';
  const DAY = 864e5;
  const dayOf = (text) => Date.parse(text) / DAY;
  const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);

  const sum = (bytes) => {
    let value = 0x811c9dc5;
    for (const byte of bytes) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
    return [value >>> 24, value >>> 16 & 255, value >>> 8 & 255, value & 255];
  };
  const through = async (bytes, stream) => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
  const compressed = async (bytes) => {
    if (self.CompressionStream) {
      try {
        return await through(bytes, new CompressionStream('deflate-raw'));
      } catch {
        // Some browsers know other formats only
      }
    }
    return bytes;
  };
  const decompression = () => {
    if (self.DecompressionStream) {
      try {
        return new DecompressionStream('deflate-raw');
      } catch {}
    }
    return undefined;
  };

  const text64 = (bytes) => btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const bytes64 = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));

  const varint = (value) => {
    const bytes = [];
    for (; value > 127; value = Math.floor(value / 128)) bytes.push(value % 128 | 128);
    return [...bytes, value];
  };
  const zigzag = (value) => (value < 0 ? -2 * value - 1 : 2 * value);
  const reading = (bytes) => {
    let at = 0;
    const byte = () => {
      if (at >= bytes.length) throw new Error('short');
      return bytes[at++];
    };
    const integer = () => {
      let value = 0;
      for (let scale = 1; ; scale *= 128) {
        const next = byte();
        value += next % 128 * scale;
        if (next < 128) return value;
        if (scale > 2 ** 40) throw new Error('long');
      }
    };
    return { integer, more: () => at < bytes.length, octets: (count) => Array.from({ length: count }, byte) };
  };

  // Reviews are the first of their days, and for each that belongs to the last tick of its task the task's name and how
  // far its day is from the first.
  const reviewsOf = ({ ticks, reviews = {} }, nameOf) => {
    const counted = Object.entries(reviews).filter(([id, day]) => nameOf(id) && Object.hasOwn(ticks, id) && ticks[id][1] === 1 && day >= ticks[id][0])
      .map(([id, day]) => [nameOf(id), dayOf(day)]);
    const first = counted.reduce((first, [, day]) => Math.min(first, day), Infinity);
    return counted.length ? [first.toString(36), ...counted.map(([name, day]) => `${name}.${(day - first).toString(36)}`)].join(' ') : '';
  };
  const readReviews = (text, idOf) => {
    const [first, ...counted] = text.split(' ');
    return counted.map((review) => review.split('.')).filter(([name]) => idOf(name))
      .map(([name, day]) => [`review:${idOf(name)}`, iso(parseInt(first, 36) + parseInt(day, 36))]);
  };

  // The head: the handbook, then the settings and the reviews, then a line for each plan. Fields that are not kept are
  // empty; a track may be kept and empty, so its field begins with a sign.
  // Tasks that were planned again are named by their numbers or the beginnings of their ids, and a `.` before their days.
  const headOf = (handbook, { plans, settings, ...state }, nameOf) => [
    [handbook, settings.plan ?? '', settings.level ?? '', reviewsOf(state, nameOf)],
    ...Object.entries(plans).map(([plan, { track, start, moved, off, target, moves, again }]) => {
      const first = start && dayOf(start);
      return [plan, track === undefined ? '' : `.${track}`, first ? first.toString(36) : '', moved ? dayOf(moved).toString(36) : '',
        off ? off.split(' ').map((day) => (dayOf(day) - (first ?? 0)).toString(36)).join(' ') : '',
        target ? dayOf(target).toString(36) : '', moves ?? '', (again ?? '').split(' ').map((task) => task.split('@'))
          .filter(([id]) => nameOf(id)).map(([id, day]) => `${nameOf(id)}.${day === '-' ? day : Number(day).toString(36)}`).join(' ')];
    }),
  ].map((fields) => fields.join('\t').replace(/\t+$/, '')).join('\n');
  const day36 = (text) => iso(parseInt(text, 36));
  const readHead = (text, state, idOf) => {
    const [[handbook, plan, level, reviews], ...plans] = text.split('\n').map((line) => line.split('\t'));
    if (plan) state.push(['plan', plan]);
    if (level) state.push(['level', level]);
    if (reviews) state.push(...readReviews(reviews, idOf));
    for (const [plan, track, start, moved, off, target, moves, again] of plans) {
      if (track) state.push([`track:${plan}`, track.slice(1)]);
      if (start) state.push([`start:${plan}`, day36(start)]);
      if (moved) state.push([`moved:${plan}`, day36(moved)]);
      if (target) state.push([`target:${plan}`, day36(target)]);
      if (moves) state.push([`moves:${plan}`, moves]);
      const tasks = (again ?? '').split(' ').map((task) => task.split('.')).filter(([name]) => idOf(name))
        .map(([name, day]) => `${idOf(name)}@${day === '-' ? day : parseInt(day, 36)}`);
      if (tasks.length) state.push([`again:${plan}`, tasks.join(' ')]);
      if (off) state.push([`off:${plan}`, off.split(' ').map((day) => iso(parseInt(day, 36) + (start ? parseInt(start, 36) : 0))).join(' ')]);
    }
    return handbook;
  };

  const daysOf = (ticks, bySteps) => {
    const known = ticks.filter(([day]) => day).map(([day]) => dayOf(day));
    const first = known.reduce((first, day) => Math.min(first, day), known[0] ?? 0);
    let last = first;
    let at = 0;
    const days = ticks.flatMap(([day]) => {
      if (!day) return [0];
      const distance = dayOf(day) - last;
      if (bySteps) last += distance;
      return varint((bySteps ? zigzag(distance) : distance) + 1);
    });
    const counts = ticks.flatMap(([, , n = 0], index) => {
      if (!n) return [];
      const distance = index - at;
      at = index;
      return [...varint(distance), ...varint(n)];
    });
    return [...varint(first), ...days, ...counts];
  };
  const readDays = (states, input, bySteps) => {
    let last = input.integer();
    const ticks = states.map((state) => {
      const code = input.integer();
      if (!code) return ['', state];
      const distance = code - 1;
      if (!bySteps) return [iso(last + distance), state];
      last += distance % 2 ? -(distance + 1) / 2 : distance / 2;
      return [iso(last), state];
    });
    for (let at = 0; input.more();) {
      at += input.integer();
      if (!ticks[at]) throw new Error('beyond');
      ticks[at].push(input.integer());
    }
    return ticks;
  };

  const SHORT = 6;
  const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
  const shortOf = (id) => [...id.slice(0, SHORT)].reduce((value, letter) => value * 32 + Math.max(0, LETTERS.indexOf(letter)), 0);
  // What two bits say of a task, by its state in the store
  const CODES = [2, 1, 3];
  const byNumber = (ticks, ids, bySteps) => {
    const touched = ids.map((id) => (id && Object.hasOwn(ticks, id) ? ticks[id] : undefined));
    while (touched.length && !touched[touched.length - 1]) touched.pop();
    const bits = new Uint8Array(Math.ceil(touched.length / 4));
    for (const [number, tick] of touched.entries()) if (tick) bits[number >> 2] |= CODES[tick[1]] << number % 4 * 2;
    return [...varint(touched.length), ...bits, ...daysOf(touched.filter(Boolean), bySteps)];
  };
  const readByNumber = (input, ids, bySteps) => {
    const count = input.integer();
    if (count > 1e6) throw new Error('many');
    const bits = input.octets(Math.ceil(count / 4));
    const touched = Array.from({ length: count }, (_, number) => [number, bits[number >> 2] >> number % 4 * 2 & 3]).filter(([, bits]) => bits);
    const ticks = readDays(touched.map(([, bits]) => CODES.indexOf(bits)), input, bySteps);
    return touched.map(([number], at) => [ids[number], ticks[at]]);
  };
  const byId = (ticks, ids, bySteps, states) => {
    const touched = ids.filter((id) => Object.hasOwn(ticks, id));
    const own = touched.flatMap((id) => {
      const value = shortOf(id) * states + ticks[id][1];
      return [value / 2 ** 24 & 255, value >>> 16 & 255, value >>> 8 & 255, value & 255];
    });
    return [...varint(touched.length), ...own, ...daysOf(touched.map((id) => ticks[id]), bySteps)];
  };
  // The ids by their beginnings, but for those that share one
  const shortIds = (ids) => {
    const known = new Map();
    for (const id of ids.filter(Boolean)) known.set(shortOf(id), known.has(shortOf(id)) ? undefined : id);
    return known;
  };
  const readById = (input, ids, bySteps, states) => {
    const known = shortIds(ids);
    const count = input.integer();
    if (count > 1e6) throw new Error('many');
    const touched = Array.from({ length: count }, () => input.octets(4).reduce((value, byte) => value * 256 + byte, 0));
    const ticks = readDays(touched.map((value) => value % states), input, bySteps);
    return touched.map((value, at) => [known.get(Math.floor(value / states)), ticks[at]]);
  };

  /** The fragment of a link. Notes do not travel in it. */
  const pack = async (handbook, { ids, numbered }, state) => {
    const version = Object.values(state.ticks).some(([, state]) => state === 2) ? VERSION : 1;
    const numbers = new Map(ids.map((id, number) => [id, number]));
    const nameOf = (id) => (!numbers.has(id) ? '' : numbered ? numbers.get(id).toString(36) : id.slice(0, SHORT));
    const head = new TextEncoder().encode(headOf(handbook, state, nameOf));
    const forms = await Promise.all([0, STEPS].map(async (steps) => {
      const body = Uint8Array.from([...head, 0, ...(numbered ? byNumber : byId)(state.ticks, ids, steps, 2 * version)]);
      const short = await compressed(body);
      const isShort = short.length < body.length;
      const flags = (isShort ? COMPRESSED : 0) | (numbered ? NUMBERED : 0) | steps;
      return [flags, ...sum([flags, ...body]), ...isShort ? short : body];
    }));
    return `${PREFIX}${version}.${text64(forms[0].length < forms[1].length ? forms[0] : forms[1])}0`;
  };

  /** The entries of a store that are in a fragment; or else `fault`: `newer`, `other` (handbook), `old` (browser) or `damaged`. */
  const unpack = async (handbook, { ids, numbered }, fragment) => {
    try {
      const [, version, packed] = /^#move=(\d{1,4})\.([\w-]+)0$/.exec(fragment) ?? [];
      if (Number(/^#move=(\d{1,4})\./.exec(fragment)?.[1]) > VERSION) return { fault: 'newer' };
      if (!(Number(version) >= 1)) return { fault: 'damaged' };
      const [flags, ...bytes] = bytes64(packed);
      let body = Uint8Array.from(bytes.slice(4));
      if (flags & COMPRESSED) {
        const unpacking = decompression();
        if (!unpacking) return { fault: 'old' };
        body = await through(body, unpacking);
      }
      if (String(sum([flags, ...body])) !== String(bytes.slice(0, 4))) return { fault: 'damaged' };
      const end = body.indexOf(0);
      const entries = [];
      const short = shortIds(ids);
      const idOf = (name) => (name && (flags & NUMBERED ? ids[parseInt(name, 36)] : short.get(shortOf(name))));
      if (readHead(new TextDecoder().decode(body.subarray(0, end)), entries, idOf) !== handbook) return { fault: 'other' };
      const input = reading(body.subarray(end + 1));
      // Numbers mean nothing to a build without a lock
      if (flags & NUMBERED && !numbered) return { fault: 'other' };
      const ticks = (flags & NUMBERED ? readByNumber : readById)(input, ids, flags & STEPS, 2 * version);
      const known = ticks.filter(([id]) => id);
      return { entries, ticks: Object.fromEntries(known), unknown: ticks.length - known.length };
    } catch {
      return { fault: 'damaged' };
    }
  };

  (self.prepbook ??= {}).links = { pack, unpack };
})();

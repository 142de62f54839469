// A QR code (ISO/IEC 18004) of bytes, in versions 1 to 40 with error correction of level L, or M where it takes no more
// room. Nothing here reads a page.
(() => {
  'use strict';

  // For each version, the codewords of error correction in a block, and the number of blocks
  const LEVELS = [
    { bits: 1,
      words: [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, ...Array(14).fill(30)],
      blocks: [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25] },
    { bits: 0,
      words: [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, ...Array(19).fill(28)],
      blocks: [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49] },
  ];

  // Where alignment patterns are, along both axes
  const alignment = (version) => {
    if (version === 1) return [];
    const count = Math.floor(version / 7) + 2;
    const step = version === 32 ? 26 : Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
    return [6, ...Array.from({ length: count - 1 }, (_, at) => version * 4 + 10 - at * step).reverse()];
  };
  // The codewords that a version has room for
  const room = (version) => {
    let modules = (16 * version + 128) * version + 64;
    if (version > 1) {
      const count = Math.floor(version / 7) + 2;
      modules -= (25 * count - 10) * count - 55;
      if (version > 6) modules -= 36;
    }
    return Math.floor(modules / 8);
  };
  const dataRoom = (version, { words, blocks }) => room(version) - words[version - 1] * blocks[version - 1];

  // Numbers of the field with 256 elements, by powers of 2
  const POWERS = [];
  const LOGS = [];
  for (let power = 0, value = 1; power < 255; power++) {
    POWERS[power] = value;
    LOGS[value] = power;
    value = value << 1 ^ (value > 127 ? 0x11d : 0);
  }
  const times = (a, b) => (a && b ? POWERS[(LOGS[a] + LOGS[b]) % 255] : 0);
  const divisor = (degree) => {
    let polynomial = [1];
    for (let power = 0; power < degree; power++) {
      polynomial = [...polynomial, 0].map((value, at) => value ^ times(polynomial[at - 1] ?? 0, POWERS[power]));
    }
    return polynomial.slice(1);
  };
  const remainder = (data, by) => {
    const rest = Array(by.length).fill(0);
    for (const byte of data) {
      const factor = byte ^ rest.shift();
      rest.push(0);
      by.forEach((value, at) => {
        rest[at] ^= times(value, factor);
      });
    }
    return rest;
  };

  const codewords = (bytes, version, level) => {
    const size = dataRoom(version, level);
    const bits = [];
    const add = (value, length) => {
      for (let at = length - 1; at >= 0; at--) bits.push(value >> at & 1);
    };
    add(4, 4);
    add(bytes.length, version < 10 ? 8 : 16);
    for (const byte of bytes) add(byte, 8);
    add(0, Math.min(4, size * 8 - bits.length));
    while (bits.length % 8) bits.push(0);
    const data = Array.from({ length: bits.length / 8 }, (_, at) => parseInt(bits.slice(at * 8, at * 8 + 8).join(''), 2));
    for (let pad = 0xec; data.length < size; pad ^= 0xfd) data.push(pad);
    const [words, count] = [level.words[version - 1], level.blocks[version - 1]];
    const short = Math.floor(size / count);
    const by = divisor(words);
    let from = 0;
    const blocks = Array.from({ length: count }, (_, at) => {
      const own = data.slice(from, from += short + (at >= count - size % count));
      return { own, check: remainder(own, by) };
    });
    const across = (part, length) => Array.from({ length }, (_, at) => blocks.map((block) => block[part][at])).flat();
    return [...across('own', short + 1), ...across('check', words)].filter((word) => word !== undefined);
  };

  const MASKS = [
    (x, y) => (x + y) % 2, (x, y) => y % 2, (x) => x % 3, (x, y) => (x + y) % 3,
    (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2, (x, y) => x * y % 2 + x * y % 3,
    (x, y) => (x * y % 2 + x * y % 3) % 2, (x, y) => ((x + y) % 2 + x * y % 3) % 2,
  ];

  // What is the same whatever is in the code: whether a module is dark, or undefined where data go
  const frame = (version) => {
    const size = version * 4 + 17;
    const grid = Array.from({ length: size }, () => Array(size).fill(undefined));
    const set = (x, y, dark) => {
      if (grid[y]?.[x] !== undefined || y < 0 || x < 0 || y >= size || x >= size) return;
      grid[y][x] = dark;
    };
    const square = (x, y, reach, isDark) => {
      for (let dy = -reach; dy <= reach; dy++) {
        for (let dx = -reach; dx <= reach; dx++) set(x + dx, y + dy, isDark(Math.max(Math.abs(dx), Math.abs(dy))));
      }
    };
    for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) square(x, y, 4, (away) => away !== 2 && away !== 4);
    const centers = alignment(version);
    const last = centers.length - 1;
    centers.forEach((y, row) => centers.forEach((x, column) => {
      if ((row || column) && (row || column !== last) && (row !== last || column)) square(x, y, 2, (away) => away !== 1);
    }));
    for (let at = 0; at < size; at++) {
      set(6, at, at % 2 === 0);
      set(at, 6, at % 2 === 0);
    }
    // Where the level and the mask will be
    for (let at = 0; at < 9; at++) {
      set(8, at, false);
      set(at, 8, false);
      if (at < 8) {
        set(size - 1 - at, 8, false);
        set(8, size - 1 - at, false);
      }
    }
    if (version > 6) {
      let rest = version;
      for (let at = 0; at < 12; at++) rest = rest << 1 ^ (rest >> 11) * 0x1f25;
      const bits = version << 12 | rest;
      for (let at = 0; at < 18; at++) {
        const [near, far] = [Math.floor(at / 3), size - 11 + at % 3];
        grid[near][far] = grid[far][near] = Boolean(bits >> at & 1);
      }
    }
    return grid;
  };

  const withFormat = (grid, level, mask) => {
    const size = grid.length;
    let rest = level.bits << 3 | mask;
    for (let at = 0; at < 10; at++) rest = rest << 1 ^ (rest >> 9) * 0x537;
    const bits = ((level.bits << 3 | mask) << 10 | rest) ^ 0x5412;
    const bit = (at) => Boolean(bits >> at & 1);
    for (let at = 0; at < 15; at++) {
      if (at < 8) grid[at < 6 ? at : at + 1][8] = grid[8][size - 1 - at] = bit(at);
      else grid[8][at === 8 ? 7 : 14 - at] = grid[size - 15 + at][8] = bit(at);
    }
    grid[size - 8][8] = true;
    return grid;
  };

  // How hard a code is to read, by the rules of the standard
  const penalty = (grid) => {
    const size = grid.length;
    const lines = [...grid, ...grid.map((_, x) => grid.map((row) => row[x]))];
    let points = 0;
    let dark = 0;
    for (const line of lines) {
      const text = line.map(Number).join('');
      for (const [run] of text.matchAll(/0{5,}|1{5,}/g)) points += run.length - 2;
      points += 40 * [...text.matchAll(/(?=0000(1011101)|(1011101)0000)/g)].length;
    }
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) {
        dark += grid[y][x];
        if (x && y && grid[y][x] === grid[y - 1][x] && grid[y][x] === grid[y][x - 1] && grid[y][x] === grid[y - 1][x - 1]) points += 3;
      }
    }
    return points + 10 * Math.floor(Math.abs(dark * 20 / size ** 2 - 10));
  };

  /** The rows of a code, each module true if it is dark; nothing if there are too many bytes. */
  const encode = (bytes) => {
    const fits = (level) => (version) => bytes.length + (version < 10 ? 2 : 3) <= dataRoom(version, level);
    const versions = Array.from({ length: 40 }, (_, at) => at + 1);
    const version = versions.find(fits(LEVELS[0]));
    if (!version) return undefined;
    const level = fits(LEVELS[1])(version) ? LEVELS[1] : LEVELS[0];
    const empty = frame(version);
    const size = empty.length;
    const words = codewords(bytes, version, level);
    // Data go up and down in columns of two, from the right; the column of the timing pattern is left out
    const places = [];
    for (let right = size - 1, up = true; right > 0; right -= right === 8 ? 3 : 2, up = !up) {
      for (let step = 0; step < size; step++) {
        const y = up ? size - 1 - step : step;
        for (const x of [right, right - 1]) if (empty[y][x] === undefined) places.push([x, y]);
      }
    }
    const codes = MASKS.map((mask, number) => {
      const grid = empty.map((row) => [...row]);
      places.forEach(([x, y], at) => {
        const bit = at >> 3 < words.length ? words[at >> 3] >> 7 - at % 8 & 1 : 0;
        grid[y][x] = Boolean(bit ^ (mask(x, y) === 0));
      });
      return withFormat(grid, level, number);
    });
    return codes.reduce((best, code) => (penalty(code) < penalty(best) ? code : best));
  };

  (self.prepbook ??= {}).qr = { encode };
})();

// Pictures for the repository: a PNG of the browser with at most 256 colours, a third of its size. Screens have few colours, so nobody sees it.
import { constants, crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 256;
/** Colour type of the PNG → bytes of a pixel; the browser writes no other. */
const DEPTHS: Readonly<Record<number, number>> = { 2: 3, 6: 4 };

interface Picture {
  readonly width: number;
  readonly height: number;
  /** RGB, three bytes a pixel. */
  readonly pixels: Buffer;
}

/** The same picture with a palette. Takes 8 bits a channel, RGB or RGBA, not interlaced; throws for any other PNG. */
export function smallPng(png: Buffer): Buffer {
  const picture = decode(png);
  const { palette, indexes } = reduce(picture);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(picture.width, 0);
  header.writeUInt32BE(picture.height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const rows = Buffer.alloc((picture.width + 1) * picture.height);
  for (let y = 0; y < picture.height; y += 1)
    indexes.copy(rows, y * (picture.width + 1) + 1, y * picture.width, (y + 1) * picture.width);
  const data = deflateSync(rows, { level: 9, memLevel: 9, strategy: constants.Z_DEFAULT_STRATEGY });
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function decode(png: Buffer): Picture {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error('not a PNG');
  const parts: Buffer[] = [];
  let [width, height, depth] = [0, 0, 0];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') {
      [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
      depth = DEPTHS[data[9] ?? -1] ?? 0;
      if (data[8] !== 8 || depth === 0 || data[12] !== 0) throw new Error('a kind of PNG that browsers do not write');
    }
    if (type === 'IDAT') parts.push(data);
    at += length + 12;
  }
  return { width, height, pixels: unfilter(inflateSync(Buffer.concat(parts)), width, height, depth) };
}

/** PNG 1.2, 6: each byte was written as its difference to its neighbours. */
function unfilter(raw: Buffer, width: number, height: number, depth: number): Buffer {
  const size = width * depth;
  const pixels = Buffer.alloc(width * height * 3);
  let above = Buffer.alloc(size);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (size + 1)] ?? 0;
    const row = Buffer.from(raw.subarray(y * (size + 1) + 1, (y + 1) * (size + 1)));
    for (let x = 0; x < size; x += 1) {
      const left = x < depth ? 0 : (row[x - depth] ?? 0);
      const up = above[x] ?? 0;
      const corner = x < depth ? 0 : (above[x - depth] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      row[x] = (row[x] ?? 0) + guess;
    }
    for (let x = 0; x < width; x += 1) row.copy(pixels, (y * width + x) * 3, x * depth, x * depth + 3);
    above = row;
  }
  return pixels;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** The colours that count as they are; every other one as the nearest of them. */
function reduce({ pixels }: Picture): { palette: Buffer; indexes: Buffer } {
  const counts = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += 3) {
    const colour = pixels.readUIntBE(at, 3);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  // a small dot of colour says more than a large area of grey
  const weight = ([colour, count]: readonly [number, number]): number => count * (1 + chroma(colour));
  const kept = [...counts]
    .toSorted((a, b) => weight(b) - weight(a))
    .slice(0, COLOURS)
    .map(([colour]) => colour);
  const nearest = new Map(kept.map((colour, index) => [colour, index]));
  const indexes = Buffer.alloc(pixels.length / 3);
  for (let at = 0; at < indexes.length; at += 1) {
    const colour = pixels.readUIntBE(at * 3, 3);
    let index = nearest.get(colour);
    if (index === undefined) {
      index = closest(kept, colour);
      nearest.set(colour, index);
    }
    indexes[at] = index;
  }
  const palette = Buffer.alloc(kept.length * 3);
  for (const [index, colour] of kept.entries()) palette.writeUIntBE(colour, index * 3, 3);
  return { palette, indexes };
}

function chroma(colour: number): number {
  const channels = [colour >> 16, (colour >> 8) & 255, colour & 255];
  return Math.max(...channels) - Math.min(...channels);
}

function closest(kept: readonly number[], colour: number): number {
  let [best, least] = [0, Infinity];
  for (const [index, other] of kept.entries()) {
    const distance =
      ((other >> 16) - (colour >> 16)) ** 2 +
      (((other >> 8) & 255) - ((colour >> 8) & 255)) ** 2 +
      ((other & 255) - (colour & 255)) ** 2;
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}

// One message of the points socket; the table of its bytes is in docs/page.md.

const MAGIC = 0x4350;
const VERSION = 1;
const HEADER = 48;
const RECORD = 8;

export const LIVE = 1;
export const ZONE = 2;
export const WIRE = 3;

/** The frame in these bytes, or null when they are none. Counts are int16 by fours, of which three are x, y, z. */
export function frame(buffer) {
  if (buffer.byteLength < HEADER) {
    return null;
  }
  const view = new DataView(buffer);
  const points = view.getUint32(36, true);
  if (view.getUint16(0, true) !== MAGIC || view.getUint8(2) !== VERSION
      || buffer.byteLength < HEADER + points * RECORD) {
    return null;
  }
  return {
    kind: view.getUint8(3),
    number: view.getUint32(4, true),
    east: view.getFloat64(8, true),
    north: view.getFloat64(16, true),
    up: view.getFloat64(24, true),
    metresPerCount: view.getFloat32(32, true),
    points,
    oneOf: view.getUint32(40, true),
    lost: view.getUint32(44, true),
    counts: new Int16Array(buffer, HEADER, points * 4),
    marks: new Uint8Array(buffer, HEADER, points * RECORD),
  };
}

/** The messages that stand one after the other in these bytes, as an answer to a poll has them. */
export function* frames(buffer) {
  const view = new DataView(buffer);
  for (let from = 0; from + HEADER <= buffer.byteLength;) {
    const bytes = HEADER + view.getUint32(from + 36, true) * RECORD;
    yield buffer.slice(from, from + bytes);
    from += bytes;
  }
}

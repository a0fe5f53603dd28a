// Elements, and numbers with their units. No markup is ever made of text from the vehicle: children are text nodes.

const SVG = 'http://www.w3.org/2000/svg';

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith('on')) {
      node.addEventListener(name.slice(2), value);
    } else if (value === true) {
      node.setAttribute(name, '');
    } else if (value !== false && value != null) {
      node.setAttribute(name, value);
    }
  }
  node.append(...children.flat(3).filter(child => child != null && child !== false));
  return node;
}

/** An HTML element; attributes that begin with "on" are listeners, null and false are left out. */
export const el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);

/** The same for SVG. */
export const svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

/** A drawn symbol of index.html; what it says must stand beside it as text. */
export const icon = (name, className) =>
  svg('svg', {class: className, 'aria-hidden': 'true'}, svg('use', {href: `#${name}`}));

export const CONDITIONS = {OK: ['ok', 'OK'], DEGRADED: ['degraded', 'Degraded'], FAILED: ['failed', 'Failed']};

/** Shape and word of a condition, never colour alone. */
export function condition(name) {
  const [key, word] = CONDITIONS[name] ?? ['unknown', 'Unknown'];
  return el('span', {class: `condition ${key}`}, icon(`s-${key}`), word);
}

const NARROW_SPACE = '\u202f';
const NO_BREAK = '\u00a0';
const whole = new Intl.NumberFormat('en', {maximumFractionDigits: 0});

/** A number with narrow spaces between thousands. */
export function count(value, digits = 0) {
  if (value == null || !Number.isFinite(Number(value))) {
    return '–';
  }
  const text = digits === 0 ? whole.format(value) : Number(value).toLocaleString('en',
    {minimumFractionDigits: digits, maximumFractionDigits: digits});
  return text.replaceAll(',', NARROW_SPACE).replace('-', '\u2212');
}

/** A value and its unit, which are never parted by a line's end. */
export const amount = (value, unit, digits = 0) =>
  value == null || !Number.isFinite(Number(value)) ? `– ${unit}` : count(value, digits) + NO_BREAK + unit;

/** "1 chunk", "2 chunks". */
export const many = (value, one, several = `${one}s`) => `${count(value)}${NO_BREAK}${Number(value) === 1 ? one : several}`;

export function bytes(value) {
  if (value == null) {
    return '– MiB';
  }
  const steps = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  let size = Number(value);
  let step = 0;
  while (size >= 1024 && step < steps.length - 1) {
    size /= 1024;
    step++;
  }
  return amount(size, steps[step], step > 0 && size < 100 ? 1 : 0);
}

/** How long, in the largest unit that says enough. */
export function lasting(seconds) {
  if (seconds == null || !Number.isFinite(seconds)) {
    return '–';
  }
  const s = Math.max(0, Math.round(seconds));
  if (s < 120) {
    return amount(s, 's');
  }
  if (s < 7200) {
    return amount(Math.round(s / 60), 'min');
  }
  return s < 172800 ? amount(Math.round(s / 3600), 'h') : amount(Math.round(s / 86400), 'days');
}

/** A time of day as the technician's own clock shows it, with its zone, and the exact time at hand. */
export function clock(instant, withDate = false) {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) {
    return el('span', {}, '–');
  }
  const day = withDate ? {day: 'numeric', month: 'short', year: 'numeric'} : {};
  const text = date.toLocaleString('en-GB',
    {...day, hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short'});
  return el('time', {datetime: date.toISOString(), title: date.toISOString()}, text);
}

/** Degrees with their hemispheres, for people. */
export const place = (latitude, longitude) => latitude == null || longitude == null ? 'a place without a position'
  : `${Math.abs(latitude).toFixed(6)}°${NO_BREAK}${latitude < 0 ? 'S' : 'N'}, ${Math.abs(longitude).toFixed(6)}°${NO_BREAK}${longitude < 0 ? 'W' : 'E'}`;

/** A heading, then the rows of a list of names and values. */
export const facts = rows => el('dl', {class: 'facts'}, rows.filter(Boolean).map(([name, value]) =>
  el('div', {}, el('dt', {}, name), el('dd', {}, value))));

/** A table with its caption; numbers stand to the right, and a row may have an id. A phone stacks its cells, hence the roles, which stacking would lose. */
export function table(caption, columns, rows, empty) {
  if (rows.length === 0) {
    return el('p', {class: 'quiet'}, empty ?? 'Nothing yet.');
  }
  const cell = (value, i) => el('td', {role: 'cell', class: columns[i].number ? 'number' : null, 'data-name': columns[i].name},
    value === '' ? null : el('span', {}, value));
  return el('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption},
    el('table', {role: 'table', class: columns.length > 2 ? 'stack' : null},
      el('caption', {}, caption),
      el('thead', {role: 'rowgroup'}, el('tr', {role: 'row'}, columns.map(column =>
        el('th', {scope: 'col', role: 'columnheader', class: column.number ? 'number' : null}, column.name)))),
      el('tbody', {role: 'rowgroup'}, rows.map(row => el('tr', {role: 'row', id: row.id, tabindex: row.id && '-1'}, row.map(cell))))));
}

/** A message that stands until it is replaced. */
export const notice = (kind, ...children) =>
  el('div', {class: `notice ${kind}`, role: kind === 'failed' ? 'alert' : 'status'}, children);

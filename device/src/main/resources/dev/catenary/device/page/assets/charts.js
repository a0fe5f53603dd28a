// Charts: what the machine did of late, each with its unit, and the same numbers as a table.

import {amount, bytes, clock, count, el, facts, lasting, svg, table} from './dom.js';
import {get, repeat} from './vehicle.js';

const AGAIN_MILLIS = 5000;
const [WIDTH_MAX, HEIGHT, LEFT, BOTTOM, TOP] = [640, 190, 66, 24, 12];
const TABLE_ROWS = 24;
const BYTE_STEPS = [[2 ** 30, 'GiB'], [2 ** 20, 'MiB'], [2 ** 10, 'KiB'], [1, 'bytes']];

export async function open(root, signal) {
  const forecast = el('div', {});
  const charts = el('div', {class: 'charts'});
  root.append(forecast, charts);
  await repeat(async () => {
    const chart = await get('chart', signal);
    const open = new Set([...charts.querySelectorAll('details[open]')].map(details => details.dataset.of));
    forecast.replaceChildren(disk(chart.diskForecast));
    const width = Math.min(WIDTH_MAX, Math.max(260, charts.clientWidth - 34));
    if (!charts.contains(document.activeElement)) {
      charts.replaceChildren(...chart.series.map(series => figure(series, open.has(series.name), width)));
    }
  }, AGAIN_MILLIS, signal);
}

function disk(forecast) {
  if (!forecast) {
    return '';
  }
  const hours = forecast.hoursLeft;
  return facts([
    ['Disk free', bytes(forecast.freeBytes)],
    ['Filling by', forecast.bytesPerHour == null ? '– MiB/h' : `${bytes(forecast.bytesPerHour)}/h`],
    ['Full in', hours == null ? 'not at the present rate' : hours > 48 ? amount(hours / 24, 'days') : lasting(hours * 3600)],
  ]);
}

/** Bytes are drawn in the unit in which the largest of them is short. */
function scaled(series) {
  const values = series.values;
  if (!/^(bytes|B)(\/s)?$/.test(series.unit)) {
    return {values, unit: series.unit};
  }
  const largest = Math.max(0, ...values.filter(v => v !== null));
  const [size, unit] = BYTE_STEPS.find(([step]) => largest >= step) ?? BYTE_STEPS.at(-1);
  return {values: values.map(v => (v === null ? null : v / size)), unit: series.unit.endsWith('/s') ? `${unit}/s` : unit};
}

/** A round number that is not less, and half of it round too. */
function roof(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-9)));
  return [1, 2, 4, 6, 8, 10].map(step => step * power).find(step => step >= value) ?? 10 * power;
}

function figure(series, tableOpen, width) {
  const {values, unit} = scaled(series);
  const known = values.filter(v => v !== null);
  const label = series.label ?? series.name;
  if (known.length === 0) {
    return el('figure', {class: 'chart'}, el('figcaption', {}, el('h2', {}, label), el('p', {class: 'quiet'}, `No value in ${unit} yet.`)));
  }
  const digits = Math.max(...known) < 10 && known.some(v => v % 1 !== 0) ? 1 : 0;
  const last = values.findLast(v => v !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const words = `${label}: now ${amount(last, unit, digits)}, from ${count(low, digits)} to ${amount(high, unit, digits)}`;
  return el('figure', {class: 'chart'},
    el('figcaption', {}, el('h2', {}, label),
      el('p', {}, el('strong', {class: 'now'}, amount(last, unit, digits)), ` now; ${count(low, digits)} to ${amount(high, unit, digits)} in all`)),
    drawn(series.times, values, unit, words, width),
    el('details', {open: tableOpen, 'data-of': series.name}, el('summary', {}, 'The same as a table'),
      table(`${label}, the latest ${TABLE_ROWS}`, [{name: 'Time'}, {name: unit, number: true}],
        values.map((v, i) => [clock(series.times[i]), v === null ? '–' : count(v, digits || 1)]).slice(-TABLE_ROWS).reverse())));
}

function drawn(times, values, unit, words, width) {
  const top = roof(Math.max(...values.filter(v => v !== null), 0) || 2);
  const start = Date.parse(times[0]);
  const end = Math.max(start + 1000, Date.parse(times.at(-1)));
  const x = i => LEFT + (width - LEFT - 8) * (Date.parse(times[i]) - start) / (end - start);
  const y = v => HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * Math.max(0, v) / top;
  let path = '';
  let pen = 'M';
  values.forEach((v, i) => {
    if (v === null) {
      pen = 'M';
      return;
    }
    path += `${pen}${x(i).toFixed(1)} ${y(v).toFixed(1)}`;
    pen = 'L';
  });
  const digits = top / 2 % 1 === 0 ? 0 : 1;
  const grid = [0, top / 2, top].map(v => svg('g', {},
    svg('line', {class: 'grid', x1: LEFT, x2: width - 8, y1: y(v), y2: y(v)}),
    svg('text', {x: LEFT - 8, y: y(v) + 4, 'text-anchor': 'end'}, count(v, v === 0 ? 0 : digits))));
  const time = instant => new Date(instant).toLocaleTimeString('en-GB', {hour: '2-digit', minute: '2-digit', timeZoneName: 'short'});
  return svg('svg', {viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', 'aria-label': words},
    grid,
    svg('text', {x: LEFT, y: HEIGHT - 4}, time(start)),
    svg('text', {x: width - 8, y: HEIGHT - 4, 'text-anchor': 'end'}, time(end)),
    svg('text', {x: width - 8, y: y(top) + 16, 'text-anchor': 'end', class: 'unit'}, unit),
    svg('path', {class: 'curve', d: path}));
}

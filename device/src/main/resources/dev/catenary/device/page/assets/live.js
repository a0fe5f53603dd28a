// Live: the points as they are captured, thinned; the zones with their classes as they are recorded; wires and violations.

import {Cloud, MODES} from './cloud.js';
import {el, notice} from './dom.js';
import {LIVE, WIRE, ZONE} from './frame.js';
import {Orbit} from './orbit.js';
import {Stream} from './stream.js';
import {get, repeat} from './vehicle.js';
import {named, told as ofViolation} from './violation.js';

const VIOLATIONS_MILLIS = 10000;
const VIOLATIONS = 500;
const NEAR_METRES = 45;
const CLASSES = [
  [14, 'Conductor'], [64, 'Clearance violation'], [15, 'Pole or tower'], [5, 'Vegetation'], [6, 'Building'],
  [2, 'Ground'], [0, 'Not yet classified'],
];
const VIOLATED = 64;
const RATES = [[2000000, '2 Mbit/s'], [500000, '500 kbit/s'], [100000, '100 kbit/s']];

/** Buttons of which one is pressed. */
function choice(label, words, chosen, choose) {
  const buttons = words.map((word, i) => el('button', {
    type: 'button', 'aria-pressed': String(i === chosen), onclick: () => {
      buttons.forEach((button, j) => button.setAttribute('aria-pressed', String(i === j)));
      choose(i);
    },
  }, word));
  return el('div', {class: 'choice', role: 'group', 'aria-label': label}, buttons);
}

export async function open(root, signal, [wanted]) {
  await get('status', signal);
  const canvas = el('canvas', {class: 'scene', tabindex: '0', role: 'img',
    'aria-label': 'Point cloud about the vehicle. Arrow keys turn it, shift and arrow keys move it, plus and minus zoom.'});
  const cloud = Cloud.on(canvas);
  if (!cloud) {
    root.append(notice('failed', el('p', {}, 'This browser draws no WebGL 2, which the point cloud needs.'),
      el('p', {}, 'Use another browser, or the map, which needs none.')));
    return;
  }
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const told = el('p', {class: 'told', id: 'told'}, 'Connecting…');
  let due = false;
  const redraw = () => {
    if (!due && !signal.aborted) {
      due = true;
      requestAnimationFrame(() => {
        due = false;
        fit(canvas);
        cloud.draw(orbit, dark.matches);
      });
    }
  };
  const orbit = new Orbit(canvas, redraw, signal);
  const places = {};
  const stream = new Stream(signal, shown => {
    places[shown.kind] = cloud.add(shown);
    if (orbit.follows && places[LIVE]) {
      orbit.target = between(places[LIVE], places[ZONE] ?? places[LIVE], orbit.reach);
    }
    redraw();
  }, text => { told.textContent = text; }, cloud);

  const chosen = el('div', {class: 'chosen', role: 'status'});
  const next = el('button', {type: 'button', hidden: true}, 'Worst violation');
  let violations = [];
  let selected = wanted ? decodeURIComponent(wanted) : null;
  const drawn = new Set();
  const select = violation => {
    selected = violation.id;
    next.textContent = 'Next violation';
    history.replaceState(null, '', `#/live/${named(violation)}`);
    const middle = violation.obstacleMetres.map((metres, i) => (metres + violation.wireMetres[i]) / 2);
    orbit.follows = false;
    orbit.distance = NEAR_METRES;
    orbit.target = middle.map((metres, i) => metres - cloud.origin[i]);
    chosen.replaceChildren(ofViolation(violation,
      el('a', {class: 'button', href: `#/map/${named(violation)}`}, 'Back to the map')));
    redraw();
  };
  next.addEventListener('click', () => {
    const here = violations.findIndex(each => each.id === selected);
    select(violations[(here + 1) % violations.length]);
  });
  const look = async () => {
    ({violations} = await get(`violations?most=${VIOLATIONS}`, signal));
    next.hidden = violations.length === 0;
    for (const each of violations.filter(one => !drawn.has(one.id))) {
      drawn.add(each.id);
      cloud.add(gap(each));
    }
    const first = violations.find(each => each.id === selected);
    if (first && chosen.childElementCount === 0) {
      select(first);
    } else if (selected && !first) {
      chosen.replaceChildren(el('p', {class: 'quiet'}, 'This violation is not among those that the vehicle still keeps.'));
    }
    redraw();
  };

  const legend = el('ul', {class: 'legend', 'data-mode': 'class', 'aria-label': 'Colours'},
    CLASSES.map(([label, word]) => el('li', {class: 'of-class'}, el('span', {class: `swatch c${label}`}), word)),
    el('li', {class: 'of-ramp'}, 'low ', el('span', {class: 'ramp'}), ' high'));
  const bar = el('div', {class: 'bar'},
    choice('Colour by', ['Class', 'Height', 'Intensity'], 0, i => {
      cloud.mode = i;
      legend.dataset.mode = MODES[i];
      redraw();
    }),
    choice('Look', ['Slant', 'Top', 'Side'], 0, i =>
      orbit.look([0.6, 0, 0][i], [0.6, 1.55, 0.05][i])),
    el('button', {type: 'button', onclick: () => { orbit.follows = true; redraw(); }}, 'Follow'), next,
    el('label', {class: 'inline'}, 'At most ', el('select', {onchange: e => stream.ask(Number(e.target.value))},
      RATES.map(([rate, word]) => el('option', {value: rate}, word)))));
  root.append(canvas, chosen, legend, told, bar,
    el('p', {class: 'quiet small'}, 'One finger turns, two fingers move and zoom. A slow link loses frames here; capture never waits for this view.'));
  new ResizeObserver(redraw).observe(canvas);
  dark.addEventListener('change', redraw, {signal});
  canvas.addEventListener('webglcontextlost', () => {
    told.textContent = 'The browser took the graphics memory away. Open this view again.';
    stream.close();
  }, {signal});
  stream.connect();
  await repeat(look, VIOLATIONS_MILLIS, signal);
}

/** A violation as a wire's frame has it: the way from the obstacle to the wire, in the colour of what is broken. */
function gap({obstacleMetres, wireMetres}) {
  const scale = 0.01;
  const middle = obstacleMetres.map((metres, i) => (metres + wireMetres[i]) / 2);
  const counts = new Int16Array(8);
  const marks = new Uint8Array(counts.buffer);
  [obstacleMetres, wireMetres].forEach((end, k) => {
    end.forEach((metres, i) => { counts[4 * k + i] = Math.round((metres - middle[i]) / scale); });
    marks[8 * k + 6] = VIOLATED;
  });
  return {kind: WIRE, east: middle[0], north: middle[1], up: middle[2], metresPerCount: scale, points: 2, counts, marks};
}

/**
 * Zones have their classes some seconds behind the vehicle: both are to be seen. Where they are too far apart for that, as
 * from above and near, what passes now stays in sight.
 */
function between(live, zone, reach) {
  const way = zone.map((value, i) => (value - live[i]) / 2);
  const share = Math.min(1, reach / Math.max(1e-9, Math.hypot(...way)));
  return live.map((value, i) => value + way[i] * share);
}

function fit(canvas) {
  const ratio = Math.min(2, devicePixelRatio);
  const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
}

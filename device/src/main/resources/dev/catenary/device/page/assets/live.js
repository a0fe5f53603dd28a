// Live: the points as they are captured, thinned; the zones with their classes as they are recorded; wires and breaches.

import {Cloud, MODES} from './cloud.js';
import {amount, count, el, notice} from './dom.js';
import {frame, LIVE, WIRE, ZONE} from './frame.js';
import {Orbit} from './orbit.js';
import {Refused, get} from './vehicle.js';

const AGAIN_MILLIS = 3000;
const CLASSES = [
  [14, 'Conductor'], [18, 'Conductor, clearance broken'], [15, 'Pole or tower'], [5, 'Vegetation'], [6, 'Building'],
  [2, 'Ground'], [0, 'Not yet classified'],
];
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

export async function open(root, signal) {
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
    el('button', {type: 'button', onclick: () => { orbit.follows = true; redraw(); }}, 'Follow'),
    el('label', {class: 'inline'}, 'At most ', el('select', {onchange: e => stream.ask(Number(e.target.value))},
      RATES.map(([rate, word]) => el('option', {value: rate}, word)))));
  root.append(canvas, legend, told, bar,
    el('p', {class: 'quiet small'}, 'One finger turns, two fingers move and zoom. A slow link loses frames here; capture never waits for this view.'));
  new ResizeObserver(redraw).observe(canvas);
  dark.addEventListener('change', redraw, {signal});
  canvas.addEventListener('webglcontextlost', () => {
    told.textContent = 'The browser took the graphics memory away. Open this view again.';
    stream.close();
  }, {signal});
  stream.connect();
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

/** The socket, opened again when it breaks, and what there is to tell of it. */
class Stream {
  constructor(signal, take, tell, cloud) {
    Object.assign(this, {signal, take, tell, cloud, received: 0, wires: 0, rate: 0, oneOf: 0, lost: 0});
    signal.addEventListener('abort', () => this.close());
    const timer = setInterval(() => this.#report(), 1000);
    signal.addEventListener('abort', () => clearInterval(timer));
  }

  connect() {
    this.socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/points`);
    this.socket.binaryType = 'arraybuffer';
    this.socket.onopen = () => this.rate && this.ask(this.rate);
    this.socket.onmessage = message => this.#message(message.data);
    this.socket.onclose = () => this.#closed();
  }

  close() {
    if (this.socket) {
      this.socket.onclose = null;
      this.socket.close();
    }
  }

  /** Asks for less than the vehicle would send. */
  ask(bitsPerSecond) {
    this.rate = bitsPerSecond;
    if (this.socket?.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify({bitsPerSecond}));
    }
  }

  #message(data) {
    const shown = typeof data === 'string' ? null : frame(data);
    if (!shown || ![LIVE, ZONE, WIRE].includes(shown.kind)) {
      return;
    }
    this.oneOf = shown.kind === LIVE ? shown.oneOf : this.oneOf;
    this.lost = shown.lost;
    this.received += shown.points;
    this.wires += shown.kind === WIRE ? 1 : 0;
    this.take(shown);
  }

  async #closed() {
    if (this.signal.aborted) {
      return;
    }
    this.tell('The stream of points is broken. It is opened again by itself.');
    try {
      await get('status', this.signal);
    } catch (e) {
      if (e instanceof Refused && e.status === 401) {
        this.tell('Sign in to see the points.');
        return;
      }
    }
    setTimeout(() => !this.signal.aborted && this.connect(), AGAIN_MILLIS);
  }

  #report() {
    if (this.socket?.readyState === WebSocket.OPEN) {
      this.tell(this.cloud.size === 0
        ? 'Connected; no point yet. The sensor’s line of the state says whether it sends.'
        : `${amount(this.received, 'points/s')} received, one of ${count(this.oneOf)} captured; ${amount(this.cloud.size, 'points')} shown, `
          + `${amount(this.wires, 'wires')}; ${amount(this.lost, 'frames')} lost by this viewer.`);
    }
    this.received = 0;
  }
}

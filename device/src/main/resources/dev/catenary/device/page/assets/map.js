// Map: zones by rank along the track, drawn on a plane about the vehicle. No tiles: there is no internet.

import {amount, count, clock, el, facts, table} from './dom.js';
import {Plane} from './plane.js';
import {get, repeat} from './vehicle.js';

const AGAIN_MILLIS = 4000;
const TOP_ROWS = 40;
const RANKS = ['Clearance breach', 'Conductor', 'Pole or tower', 'Vegetation', 'Other'];
const STATES = {open: 'being gathered', recorded: 'in the spool', sent: 'sent'};

export async function open(root, signal) {
  const canvas = el('canvas', {class: 'scene', tabindex: '0', role: 'img',
    'aria-label': 'Map of zones by rank and of the track. The table below lists the most urgent zones.'});
  const chosen = el('div', {class: 'chosen', role: 'status'});
  const list = el('div', {});
  const plane = new Plane(canvas, signal, zone => {
    chosen.replaceChildren(zone ? told(zone) : el('p', {class: 'quiet'}, 'Touch a zone to see what it shows.'));
  });
  root.append(canvas,
    el('div', {class: 'bar'},
      el('button', {type: 'button', onclick: () => plane.fit()}, 'Fit'),
      el('button', {type: 'button', 'aria-label': 'Nearer', onclick: () => plane.zoom(1.4)}, '+'),
      el('button', {type: 'button', 'aria-label': 'Farther', onclick: () => plane.zoom(1 / 1.4)}, '\u2212')),
    el('ul', {class: 'legend', 'aria-label': 'Ranks'},
      RANKS.map((word, rank) => el('li', {}, el('span', {class: `swatch digit r${rank}`}, String(rank)), word)),
      el('li', {}, el('span', {class: 'stroke track'}), 'Track'),
      el('li', {}, el('span', {class: 'stroke wire'}), 'Conductor as fitted'),
      el('li', {}, el('span', {class: 'swatch breach'}), 'Clearance broken')),
    chosen, list);
  chosen.append(el('p', {class: 'quiet'}, 'Touch a zone to see what it shows.'));
  let rows = '';
  await repeat(async () => {
    const [zones, track, findings] = await Promise.all([get('zones', signal), get('track', signal), get('findings', signal)]);
    plane.show(zones.zones, track.points, findings.features);
    const text = JSON.stringify(zones.zones.slice(0, TOP_ROWS)) + findings.features.length;
    if (text !== rows) {
      rows = text;
      list.replaceChildren(breaches(findings.features), urgent(zones));
    }
  }, AGAIN_MILLIS, signal);
}

function told(zone) {
  return facts([
    ['Zone', zone.id],
    ['Rank', `${zone.rank}, ${zone.label}`],
    ['State', STATES[zone.state] ?? zone.state],
    ['Points', amount(zone.points, 'points')],
    ['Wires', amount(zone.spans, zone.spans === 1 ? 'wire' : 'wires')],
    ['Broken clearances', amount(zone.breaches, zone.breaches === 1 ? 'place' : 'places')],
    ['Seen', clock(zone.at)],
  ]);
}

function breaches(features) {
  const broken = features.filter(feature => feature.properties?.breach === true)
    .sort((a, b) => missing(b) - missing(a));
  return el('section', {}, el('h2', {}, 'Broken clearances'),
    table('Nearest first by what is missing', [{name: 'Obstacle'}, {name: 'Distance', number: true}, {name: 'Required', number: true},
      {name: 'Rule'}, {name: 'Place'}],
    broken.slice(0, TOP_ROWS).map(({properties: p, geometry}) => [p.obstacle, amount(p.distance_m, 'm', 2), amount(p.required_m, 'm', 2),
      p.rule, place(geometry)]),
    'None found. Without a rule file nothing is a breach; the configuration says whether there is one.'));
}

const missing = feature => feature.properties.required_m - feature.properties.distance_m;

function place(geometry) {
  const [lon, lat] = geometry.type === 'Point' ? geometry.coordinates : geometry.coordinates[0];
  return `${Math.abs(lat).toFixed(6)}° ${lat < 0 ? 'S' : 'N'}, ${Math.abs(lon).toFixed(6)}° ${lon < 0 ? 'W' : 'E'}`;
}

function urgent({zones, cellMetres}) {
  const first = [...zones].sort((a, b) => a.rank - b.rank || b.severity - a.severity).slice(0, TOP_ROWS);
  return el('section', {}, el('h2', {}, 'Most urgent zones'),
    table(`Squares of ${count(cellMetres)} m, by rank`, [{name: 'Rank'}, {name: 'Shows'}, {name: 'State'}, {name: 'Points', number: true}, {name: 'Zone'}],
      first.map(zone => [String(zone.rank), zone.label, STATES[zone.state] ?? zone.state, count(zone.points), zone.id]),
      'No zone yet: none is gathered before points have a position.'));
}

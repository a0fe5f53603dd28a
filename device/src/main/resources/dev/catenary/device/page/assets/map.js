// Map: zones by rank along the track, drawn on a plane about the vehicle. No tiles: there is no internet.

import {amount, count, clock, el, facts, many, place, table} from './dom.js';
import {Plane} from './plane.js';
import {get, repeat} from './vehicle.js';
import {named, told as ofViolation} from './violation.js';

const AGAIN_MILLIS = 4000;
const TOP_ROWS = 40;
const RANKS = ['Clearance violation', 'Conductor', 'Pole or tower', 'Vegetation', 'Other'];
const STATES = {open: 'being gathered', recorded: 'in the spool', sent: 'sent'};
const VIOLATIONS = 200;
const PRESENT_SECONDS = 5;
const TOUCH = 'Touch a zone or a violation to see what it shows.';

export async function open(root, signal, [wanted]) {
  const canvas = el('canvas', {class: 'scene', tabindex: '0', role: 'img',
    'aria-label': 'Map of zones by rank, of violations and of the track. The tables below list the most urgent of them.'});
  const chosen = el('div', {class: 'chosen', role: 'status'});
  const shown = el('p', {class: 'quiet small'});
  const list = el('div', {});
  let violations = [];
  let selected = wanted ? decodeURIComponent(wanted) : null;

  /** Shows one violation's place on the map, what it is, and its row. */
  const select = (id, centre) => {
    selected = id;
    const violation = violations.find(each => each.id === id);
    history.replaceState(null, '', violation ? `#/map/${named(violation)}` : '#/map');
    plane.mark(violation ?? null, centre);
    for (const row of list.querySelectorAll('tr[id]')) {
      row.toggleAttribute('data-chosen', row.id === rowOf(id));
    }
    chosen.replaceChildren(violation
      ? ofViolation(violation,
        el('a', {class: 'button', href: `#/live/${named(violation)}`}, 'In 3-D'),
        el('button', {type: 'button', onclick: () => toRow(id)}, 'To its row'))
      : el('p', {class: 'quiet'}, TOUCH));
  };
  const toRow = id => {
    const row = document.getElementById(rowOf(id));
    row?.scrollIntoView({block: 'center'});
    row?.focus({preventScroll: true});
  };
  const toPlace = id => {
    select(id, true);
    canvas.scrollIntoView({block: 'start'});
    canvas.focus({preventScroll: true});
  };
  const plane = new Plane(canvas, signal, ({zone, violation}) => {
    select(violation?.id ?? null, false);
    if (zone) {
      chosen.replaceChildren(told(zone));
    }
  });
  root.append(canvas,
    el('div', {class: 'bar'},
      el('button', {type: 'button', onclick: () => plane.fit()}, 'Fit'),
      el('button', {type: 'button', 'aria-label': 'Nearer', onclick: () => plane.zoom(1.4)}, '+'),
      el('button', {type: 'button', 'aria-label': 'Farther', onclick: () => plane.zoom(1 / 1.4)}, '\u2212')),
    chosen, shown,
    el('ul', {class: 'legend', 'aria-label': 'Ranks'},
      RANKS.map((word, rank) => el('li', {}, el('span', {class: `swatch digit r${rank}`}, String(rank)), word)),
      el('li', {}, el('span', {class: 'stroke track'}), 'Track'),
      el('li', {}, el('span', {class: 'stroke wire'}), 'Conductor as fitted'),
      el('li', {}, el('span', {class: 'swatch violation'}), 'Place of a violation')),
    list);
  chosen.append(el('p', {class: 'quiet'}, TOUCH));
  let rows = '';
  let age = Infinity;
  let at = 0;
  const old = () => {
    plane.old(age + (performance.now() - at) / 1000 > PRESENT_SECONDS);
  };
  const timer = setInterval(old, 1000);
  signal.addEventListener('abort', () => clearInterval(timer));
  await repeat(async () => {
    const [zones, track, findings, found] = await Promise.all([get('zones', signal), get('track', signal),
      get('findings', signal), get(`violations?most=${VIOLATIONS}`, signal)]);
    age = track.points.length === 0 ? Infinity : track.nowEpochSeconds - track.points.at(-1)[3];
    at = performance.now();
    violations = found.violations;
    plane.show(zones.zones, track.points, findings.features.filter(each => each.geometry.type === 'LineString'),
      violations.filter(each => each.latitudeDegrees != null));
    old();
    shown.textContent = `${count(zones.shown)} of ${many(zones.seen, 'zone')} shown${zones.shown < zones.seen ? ', the most urgent first' : ''}.`;
    const text = JSON.stringify([zones.zones.slice(0, TOP_ROWS), found]);
    if (text !== rows && !list.contains(document.activeElement)) {
      rows = text;
      list.replaceChildren(ofViolations(found, toPlace), urgent(zones));
      if (selected) {
        select(selected, !plane.moved);
      }
    }
  }, AGAIN_MILLIS, signal);
}

const rowOf = id => `row-${id}`;

function told(zone) {
  return facts([
    ['Zone', zone.id],
    ['Rank', `${zone.rank}, ${zone.label}`],
    ['State', STATES[zone.state] ?? zone.state],
    ['Points', amount(zone.points, 'points')],
    ['Wires', amount(zone.spans, zone.spans === 1 ? 'wire' : 'wires')],
    ['Clearance violations', count(zone.violations)],
    ['Seen', clock(zone.at)],
  ]);
}

function ofViolations({total, violations, checked}, toPlace) {
  return el('section', {}, el('h2', {}, 'Clearance violations'),
    table(violations.length < total ? `The worst ${count(violations.length)} of ${count(total)}` : 'The worst first',
      [{name: 'Obstacle'}, {name: 'Short', number: true}, {name: 'Distance', number: true}, {name: 'Required', number: true},
        {name: 'Rule'}, {name: 'Place'}],
      violations.map(each => Object.assign([
        el('a', {href: `#/map/${named(each)}`, onclick: e => {
          e.preventDefault();
          toPlace(each.id);
        }}, `Show ${each.obstacle}`),
        amount(each.shortMetres, 'm', 2), amount(each.distanceMetres, 'm', 2), amount(each.requiredMetres, 'm', 2), each.rule,
        place(each.latitudeDegrees, each.longitudeDegrees)], {id: rowOf(each.id)})),
      checked ? 'None found yet.' : 'None: the configuration names no clearance rules.'));
}

function urgent({zones, cellMetres}) {
  const first = [...zones].sort((a, b) => a.rank - b.rank || b.severity - a.severity).slice(0, TOP_ROWS);
  return el('section', {}, el('h2', {}, 'Most urgent zones'),
    table(`Squares of ${count(cellMetres)} m, by rank`, [{name: 'Rank'}, {name: 'Shows'}, {name: 'State'}, {name: 'Points', number: true}, {name: 'Zone'}],
      first.map(zone => [String(zone.rank), zone.label, STATES[zone.state] ?? zone.state, count(zone.points), zone.id]),
      'No zone yet: none is gathered before points have a position.'));
}

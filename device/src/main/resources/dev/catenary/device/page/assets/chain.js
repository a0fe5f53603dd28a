// First view: one line per link of the chain, with since when, why and the cure.

import {amount, bytes, condition, count, el, icon, lasting, many, place} from './dom.js';

const NAMES = {
  power: 'Power', sensor: 'Sensor', time: 'Time', position: 'Position', model: 'Model',
  zones: 'Zones', disk: 'Disk', network: 'Network', cloud: 'Cloud',
};

const VIEWS = {sensor: 'sensors', position: 'gnss', zones: 'map', disk: 'charts', cloud: 'upload'};

/** The word for the whole chain, and where to begin. */
export function summary(status) {
  const failed = status.links.filter(link => link.condition === 'FAILED').length;
  const degraded = status.links.filter(link => link.condition === 'DEGRADED').length;
  if (failed + degraded === 0) {
    return 'All links are well.';
  }
  const parts = [];
  if (failed > 0) {
    parts.push(`${failed} failed`);
  }
  if (degraded > 0) {
    parts.push(`${degraded} degraded`);
  }
  return `${parts.join(', ')}.`;
}

function line(link, at, first) {
  const key = link.condition.toLowerCase();
  const seconds = (at - Date.parse(link.since)) / 1000;
  const view = VIEWS[link.link];
  const name = NAMES[link.link] ?? link.link;
  return el('li', {class: `link-line ${key}`},
    el('div', {class: 'link-head'},
      el('h2', {}, view ? el('a', {href: `#/${view}`}, name) : name),
      condition(link.condition),
      el('span', {class: 'since'}, 'for ', lasting(seconds))),
    el('p', {class: 'why'}, link.why || 'As it should be.'),
    link.cure && el('p', {class: 'cure'}, el('strong', {}, first ? 'Begin here: ' : 'Cure: '), link.cure));
}

function totals(status) {
  const counters = status.counters;
  const facts = [
    [count(counters.points_in_chunks), 'points recorded'],
    [many(status.waitingChunks, 'chunk'), `wait, ${bytes(status.waitingBytes)}`],
    [many(counters.chunks_uploaded, 'chunk'), 'sent'],
    [bytes(status.freeBytes), 'free on the disk'],
  ];
  return el('ul', {class: 'totals'}, facts.map(([value, words]) =>
    el('li', {}, el('strong', {}, value), ' ', words)));
}

/** What the survey has found so far, before how the vehicle is: the reason why it drives. */
function found({total, zones, zonesSeen, checked, violations}) {
  const [worst] = violations;
  if (!worst) {
    return el('section', {class: 'found', 'aria-label': 'Found'},
      el('h2', {}, checked ? 'No clearance violation found yet' : 'Clearances are not checked'),
      el('p', {class: 'quiet'}, checked ? `${many(zonesSeen, 'zone')} seen so far.`
        : 'The configuration names no clearance rules (clearance.rules).'));
  }
  return el('section', {class: 'found some', 'aria-label': 'Found'},
    el('h2', {}, icon('s-failed', 'mark'), `${many(total, 'clearance violation')}, worst ${amount(worst.shortMetres, 'm', 2)} short`),
    el('p', {}, `at ${place(worst.latitudeDegrees, worst.longitudeDegrees)}: ${worst.obstacle}, rule ${worst.rule}. `
      + `In ${many(zones, 'zone')} of ${count(zonesSeen)} seen.`),
    el('p', {class: 'ways'},
      el('a', {class: 'button', href: `#/map/${encodeURIComponent(worst.id)}`}, 'Worst on the map'),
      el('a', {class: 'button', href: `#/live/${encodeURIComponent(worst.id)}`}, 'Worst in 3-D'),
      el('a', {class: 'button', href: '#/map'}, 'All of them')));
}

/** Draws status into root; keeps what is there when nothing but the time has changed. */
export function draw(root, status, violations) {
  const at = Date.parse(status.at);
  const begin = status.links.find(link => link.condition === 'FAILED')
    ?? status.links.find(link => link.condition === 'DEGRADED');
  root.replaceChildren(...[
    el('div', {class: 'state-head'},
      el('h1', {}, 'State'),
      condition(status.worst),
      el('p', {class: 'summary'}, summary(status))),
    violations && found(violations),
    el('ol', {class: 'chain', 'aria-label': 'Links of the chain, in their order'},
      status.links.map(link => line(link, at, link === begin))),
    totals(status),
    el('p', {class: 'quiet small'}, `A fault in one link explains those below it. Asked again each ${amount(2, 's')}.`),
  ].filter(Boolean));
}

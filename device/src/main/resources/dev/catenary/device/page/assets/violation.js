// One clearance violation: what was measured, where it is, and the ways from it.

import {amount, clock, el, facts, place} from './dom.js';

/** The part of an address that names it. */
export const named = violation => encodeURIComponent(violation.id);

/** The same two numbers for a map on the phone, a message and a search. */
const coordinates = violation => `${violation.latitudeDegrees.toFixed(6)},${violation.longitudeDegrees.toFixed(6)}`;

/** The name of a quality as people write it; an older vehicle said none. */
const quality = name => (name ? name.toLowerCase().replaceAll('_', ' ') : 'not said');

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = el('textarea', {class: 'sr', 'aria-hidden': 'true'});
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  }
}

/** What is known of it, and links to its other views. */
export function told(violation, ...ways) {
  const known = violation.latitudeDegrees != null;
  const said = el('span', {role: 'status', class: 'quiet'});
  return el('section', {class: 'violation'},
    el('h2', {}, `${amount(violation.shortMetres, 'm', 2)} short: ${violation.obstacle}`),
    facts([
      ['Distance as it hangs', amount(violation.distanceMetres, 'm', 2)],
      ['At swing and sag', violation.endUnseen
        ? `${amount(violation.loadedDistanceMetres, 'm', 2)}, a support unseen: ${amount(violation.loadedLeastMetres, 'm', 2)} to ${amount(violation.loadedMostMetres, 'm', 2)}`
        : amount(violation.loadedDistanceMetres, 'm', 2)],
      ['Required', amount(violation.requiredMetres, 'm', 2)],
      ['Error of the distance', `± ${amount(violation.errorMetres, 'm', 2)}`],
      ['Rule', violation.rule],
      ['Wires', violation.wires],
      ['Position by', quality(violation.poseQuality)],
      ['Attitude by', quality(violation.attitudeQuality)],
      ['Seen', clock(violation.seen, true)],
      ['Place', place(violation.latitudeDegrees, violation.longitudeDegrees)],
    ]),
    el('p', {class: 'ways'}, ways,
      known && el('a', {class: 'button', href: `geo:${coordinates(violation)}`}, 'Open in a maps app'),
      known && el('button', {type: 'button', onclick: async () => {
        await copy(coordinates(violation));
        said.textContent = `${coordinates(violation)} is copied.`;
      }}, 'Copy the place'),
      said));
}

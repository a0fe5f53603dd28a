// More: the views that have no place under the thumb.

import {el} from './dom.js';

const ROWS = [
  ['upload', 'Upload', 'what waits, by rank, and what is on its way'],
  ['sensors', 'Sensors', 'packets, points and losses of each'],
  ['gnss', 'Position', 'fix, accuracy and satellites'],
  ['journal', 'Journal and events', 'raw packets kept; what happened'],
  ['mission', 'Mission', 'start, stop, label'],
  ['test', 'Test and support', 'a self-test with a signed record; a bundle for support'],
  ['config', 'Configuration', 'look, check, change'],
  ['update', 'Updates', 'what runs, what waits and why'],
];

export function open(root) {
  root.append(el('ul', {class: 'rows'}, ROWS.map(([name, word, about]) =>
    el('li', {}, el('a', {href: `#/${name}`}, el('strong', {}, word), el('span', {class: 'quiet'}, about))))));
}

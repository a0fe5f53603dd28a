// Journal and events: the raw packets that are kept, and what happened, newest first.

import {bytes, clock, el, facts, many, table} from './dom.js';
import {get, repeat} from './vehicle.js';

const AGAIN_MILLIS = 3000;
const KEPT = 500;
const LEVELS = {INFO: 'unknown', WARN: 'degraded', ERROR: 'failed'};

export async function open(root, signal) {
  const journal = el('section', {}, el('h2', {}, 'Raw journal'));
  const list = el('ul', {class: 'rows events', tabindex: '0', 'aria-label': 'Events, newest first'});
  const level = el('select', {id: 'level', onchange: () => { list.dataset.least = level.value; }},
    [['INFO', 'All'], ['WARN', 'Warnings and errors'], ['ERROR', 'Errors']].map(([value, word]) => el('option', {value}, word)));
  root.append(
    el('section', {}, el('h2', {}, 'Events'), el('p', {class: 'bar'}, el('label', {for: 'level'}, 'Show'), level), list),
    journal);
  let last = 0;
  await Promise.all([
    repeat(async () => {
      const {events, last: number} = await get(`events?after=${last}`, signal);
      last = number ?? last;
      list.prepend(...events.map(event).reverse());
      while (list.childElementCount > KEPT) {
        list.lastChild.remove();
      }
      if (list.childElementCount === 0) {
        list.append(el('li', {class: 'row quiet'}, 'Nothing yet.'));
      }
    }, AGAIN_MILLIS, signal),
    repeat(async () => journal.replaceChildren(el('h2', {}, 'Raw journal'), ...kept(await get('journal', signal))), 3 * AGAIN_MILLIS, signal),
  ]);
}

function event({at, level, text}) {
  return el('li', {class: 'row event', 'data-level': level},
    clock(at), el('span', {class: `level ${LEVELS[level] ?? 'unknown'}`}, level), el('span', {class: 'text'}, text));
}

function kept(journal) {
  if (!journal.enabled) {
    return [el('p', {}, 'No raw journal is kept, by the configuration (journal). A power cut then loses what is not yet in a chunk.')];
  }
  return [
    facts([
      ['Kept', `${bytes(journal.bytes)} in ${many(journal.segments.length, 'segment')}`],
      ['From', journal.oldest ? clock(journal.oldest, true) : 'nothing yet'],
      journal.keepRaw != null && ['Raw data is kept', String(journal.keepRaw)],
      ['Folder', journal.directory],
    ]),
    table('Segments', [{name: 'Name'}, {name: 'Last written'}, {name: 'Size', number: true}],
      journal.segments.map(segment => [segment.name, segment.changed ? clock(segment.changed, true) : '–', bytes(segment.bytes)])),
  ];
}

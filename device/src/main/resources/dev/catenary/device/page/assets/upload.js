// Upload: what waits in the spool, most urgent first, and what is being sent.

import {amount, bytes, clock, count, el, facts, many, notice, table} from './dom.js';
import {get, repeat} from './vehicle.js';

const AGAIN_MILLIS = 3000;

export async function open(root, signal) {
  await repeat(async () => {
    const queue = await get('queue', signal);
    const trouble = queue.link?.why
      ? notice(queue.link.needsPerson ? 'failed' : queue.link.state === 'holding' ? 'held' : 'degraded', el('p', {}, queue.link.why))
      : '';
    const alone = queue.link?.alone ? notice('degraded', el('p', {}, queue.link.alone)) : '';
    root.replaceChildren(trouble, alone,
      facts([
        ['Waiting', `${many(queue.waitingChunks, 'chunk')}, ${bytes(queue.waitingBytes)}`],
        ['Link', queue.link?.state ?? 'not known'],
        ['Policy', queue.policy?.name ?? 'none'],
        ['Last receipt', queue.lastReceipt ? clock(queue.lastReceipt.at) : 'none yet'],
      ]),
      queue.policy?.text ? el('p', {class: 'quiet small lead'}, queue.policy.text) : '',
      ranks(queue), transfers(queue.transfers ?? []));
  }, AGAIN_MILLIS, signal);
}

function ranks(queue) {
  const most = Math.max(1, ...queue.ranks.map(rank => rank.bytes));
  return el('section', {}, table('Waiting by rank, sent from the top down',
    [{name: 'Rank'}, {name: 'Chunks', number: true}, {name: 'Size', number: true}, {name: 'Share'}, {name: 'Oldest'}],
    queue.ranks.map(rank => [
      [el('span', {class: `swatch digit r${rank.rank}`}, String(rank.rank)), ' ', rank.label],
      count(rank.chunks), bytes(rank.bytes),
      el('meter', {min: 0, max: most, value: rank.bytes, 'aria-label': `${rank.label}: ${bytes(rank.bytes)}`}),
      rank.oldest ? clock(rank.oldest) : '–',
    ])));
}

function transfers(list) {
  return el('section', {}, el('h2', {}, 'On its way'), list.length === 0
    ? el('p', {class: 'quiet'}, 'Nothing is being sent at this moment.')
    : el('ul', {class: 'rows'}, list.map(one => el('li', {class: 'row'},
      el('strong', {class: 'name'}, one.object.split('/').at(-1)),
      el('progress', {max: one.bytes, value: one.sentBytes, 'aria-label': `Sent of ${one.object}`}),
      el('span', {class: 'quiet'}, one.sentBytes == null
        ? `Rank ${one.rank}: ${bytes(one.bytes)} in one piece`
        : `Rank ${one.rank}: ${bytes(one.sentBytes)} of ${bytes(one.bytes)}, ${amount(100 * one.sentBytes / Math.max(1, one.bytes), '%')}`)))));
}

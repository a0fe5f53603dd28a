// Updates: what runs, what waits and why; order one from a stick or the repository.

import {clock, el, facts, notice} from './dom.js';
import {get, may, on, post} from './vehicle.js';

const AGAIN_MILLIS = 3000;
const WORDS = {
  IDLE: 'none', FETCHING: 'is being fetched', INSTALLING: 'is being installed', WAITING: 'installed; waits to be switched to',
  SWITCHING: 'the service restarts for it', TRIAL: 'on trial', GOOD: 'proved good', FELL_BACK: 'fell back; the old release runs',
  REFUSED: 'refused: not to be trusted', FAILED: 'failed',
};

const PARTS = {zones: 'Zones to measure on', models: 'Model', rules: 'Clearance rules'};

export async function open(root, signal) {
  const shown = el('div', {'aria-live': 'polite'});
  const draw = async () => {
    const update = await get('update', signal);
    shown.replaceChildren(facts([
      ['Running', update.running],
      ['Slot', update.slot],
      ['Update', `${update.release ?? ''} ${WORDS[update.phase] ?? update.phase}`.trim()],
      update.phase !== 'IDLE' && ['Since', clock(update.since, true)],
      update.why && ['Why', update.why],
      ...Object.entries(update.parts ?? {}).map(([kind, part]) => [
        PARTS[kind] ?? kind,
        `${part.release || 'as configured'}${part.release && !part.proven ? ', new' : ''}${part.why ? `; ${part.why}` : ''}`]),
      update.lastAttack && ['Last attack seen', update.lastAttack],
    ]));
  };
  const said = el('div', {'aria-live': 'assertive'});
  const order = async body => {
    try {
      await post('update', body, signal);
      said.replaceChildren(notice('ok', el('p', {}, 'Ordered.')));
      await draw();
    } catch (e) {
      said.replaceChildren(notice('failed', el('p', {}, e.message), e.cure && el('p', {}, e.cure)));
    }
  };
  const allowed = may('configure');
  const folder = el('input', {type: 'text', id: 'folder', autocomplete: 'off', placeholder: '/media/stick', disabled: !allowed});
  root.replaceChildren(shown,
    el('form', {class: 'part', onsubmit: e => { e.preventDefault(); order({action: 'try', folder: folder.value.trim()}); }},
      el('div', {}, el('label', {class: 'field', for: 'folder'}, 'Folder of the stick, on the vehicle'), folder),
      !allowed && el('p', {class: 'quiet'}, 'To order an update needs a sign-in with the scope “configure”.'),
      el('div', {class: 'actions'},
        el('button', {class: 'main', disabled: !allowed}, 'Update from the stick'),
        el('button', {type: 'button', disabled: !allowed, onclick: () => order({action: 'check'})}, 'Ask the repository'))),
    said);
  const timer = setInterval(() => draw().catch(() => {}), AGAIN_MILLIS);
  signal.addEventListener('abort', () => clearInterval(timer));
  on('session', () => draw().catch(() => {}), signal);
  await draw();
}

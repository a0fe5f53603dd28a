// Mission: start, stop and label what is being recorded.

import {clock, el, facts, notice} from './dom.js';
import {get, may, on, post} from './vehicle.js';

export async function open(root, signal) {
  const draw = async message => {
    const mission = await get('mission', signal);
    root.replaceChildren(message ?? '',
      facts([
        ['Mission', mission.name],
        ['Label', mission.label || 'none'],
        ['Recording', mission.running ? 'running' : 'stopped'],
        mission.since && [mission.running ? 'Since' : 'Stopped at', clock(mission.since, true)],
      ]),
      form(mission));
  };
  const form = mission => {
    const allowed = mission.canSwitch && may('operate');
    const label = el('input', {type: 'text', id: 'label', maxlength: 64, autocomplete: 'off', value: mission.label ?? '', disabled: !allowed});
    const act = async action => {
      try {
        await post('mission', {action, label: label.value.trim()}, signal);
        await draw(notice('ok', el('p', {}, action === 'start' ? 'The mission runs.' : 'The mission is stopped; what was gathered is closed and kept.')));
      } catch (e) {
        await draw(notice('failed', el('p', {}, e.message), e.cure && el('p', {}, e.cure)));
      }
    };
    return el('form', {class: 'part', onsubmit: e => { e.preventDefault(); act('start'); }},
      el('div', {}, el('label', {class: 'field', for: 'label'}, 'Label, for people'), label),
      !mission.canSwitch && el('p', {class: 'quiet'}, 'This vehicle’s mission is switched elsewhere: by its switch or its configuration.'),
      mission.canSwitch && !may('operate') && el('p', {class: 'quiet'}, 'To start or stop needs a sign-in with the scope “operate”.'),
      el('div', {class: 'actions'},
        el('button', {class: 'main', disabled: !allowed}, mission.running ? 'Start anew with this label' : 'Start'),
        el('button', {type: 'button', disabled: !allowed || !mission.running, onclick: () => act('stop')}, 'Stop')));
  };
  on('session', () => draw().catch(() => {}), signal);
  await draw();
}

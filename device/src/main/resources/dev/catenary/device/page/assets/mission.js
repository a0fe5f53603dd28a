// Mission: start, stop and label what is being recorded.

import {clock, el, facts, notice} from './dom.js';
import {get, may, on, post} from './vehicle.js';

const SURE_MILLIS = 1000;

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
    const asked = el('div', {'aria-live': 'assertive'});
    /** What ends a survey is asked for again, in another place and not at once: a second tap of the same finger is none. */
    const ask = (words, yes, action) => {
      const sure = el('button', {type: 'button', disabled: true, onclick: () => act(action)}, yes);
      const keep = el('button', {type: 'button', class: 'main', onclick: () => asked.replaceChildren()}, 'Keep surveying');
      asked.replaceChildren(notice('degraded', el('p', {}, words), el('p', {class: 'actions'}, keep, sure)));
      asked.scrollIntoView({block: 'center'});
      keep.focus({preventScroll: true});
      setTimeout(() => { sure.disabled = false; }, SURE_MILLIS);
    };
    const start = () => mission.running
      ? ask('The mission runs. Starting anew closes what it has gathered so far.', 'Yes, start anew', 'start') : act('start');
    return el('form', {class: 'part', onsubmit: e => { e.preventDefault(); start(); }},
      el('div', {}, el('label', {class: 'field', for: 'label'}, 'Label, for people'), label),
      !mission.canSwitch && el('p', {class: 'quiet'}, 'This vehicle’s mission is switched elsewhere: by its switch or its configuration.'),
      mission.canSwitch && !may('operate') && el('p', {class: 'quiet'}, 'To start or stop needs a sign-in with the scope “operate”.'),
      el('div', {class: 'actions'},
        el('button', {class: 'main', disabled: !allowed}, mission.running ? 'Start anew with this label' : 'Start'),
        el('button', {type: 'button', disabled: !allowed || !mission.running, onclick: () =>
          ask('The vehicle stops recording: nothing is surveyed until somebody starts it again.', 'Yes, stop the survey', 'stop')}, 'Stop…')),
      asked);
  };
  on('session', () => draw().catch(() => {}), signal);
  await draw();
}

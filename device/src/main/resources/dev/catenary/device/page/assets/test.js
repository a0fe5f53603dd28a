// Self-test with its signed record, and the bundle for support.

import {amount, clock, condition, el, notice, table} from './dom.js';
import {file, get, may, post} from './vehicle.js';

const LOOK_MILLIS = 1000;

/** Hands bytes to the browser as a file to be kept. */
function save(blob, name) {
  const href = URL.createObjectURL(blob);
  el('a', {href, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(href), 10000);
}

export async function open(root, signal) {
  const result = el('div', {'aria-live': 'polite'});
  const run = el('button', {class: 'main', type: 'button', disabled: !may('operate')}, 'Run the self-test');
  const bundle = el('button', {type: 'button', disabled: !may('operate')}, 'Make a support bundle');
  const said = el('div', {'aria-live': 'polite'});
  const scope = may('operate') ? '' : el('p', {class: 'quiet'}, 'Both need a sign-in with the scope “operate”.');

  const look = async () => {
    const test = await get('self-test', signal);
    run.disabled = test.running || !may('operate');
    result.replaceChildren(...(test.running ? [running(test)] : test.last ? finished(test.last) : [el('p', {class: 'quiet'}, 'No self-test has been run yet.')]));
    if (test.running && !signal.aborted) {
      setTimeout(() => look().catch(refused), LOOK_MILLIS);
    }
  };
  const refused = e => signal.aborted || result.replaceChildren(notice(e.status === 501 ? 'degraded' : 'failed', el('p', {}, e.message), e.cure && el('p', {}, e.cure)));
  run.addEventListener('click', async () => {
    run.disabled = true;
    await post('self-test', {}, signal).then(look, refused);
  });
  bundle.addEventListener('click', async () => {
    bundle.disabled = true;
    said.replaceChildren(el('p', {}, 'Gathering…'));
    try {
      const {blob, name} = await file('POST', 'support-bundle', signal);
      save(blob, name);
      said.replaceChildren(notice('ok', el('p', {}, `${name} is with this browser’s downloads.`)));
    } catch (e) {
      said.replaceChildren(notice('failed', el('p', {}, e.message), e.cure && el('p', {}, e.cure)));
    }
    bundle.disabled = false;
  });
  root.append(scope,
    el('section', {}, el('h2', {}, 'Self-test'),
      el('p', {}, 'It takes about a minute, looks at each part at work, and signs what it found with this device’s key. Capture goes on.'),
      el('p', {class: 'actions lead'}, run), result),
    el('section', {}, el('h2', {}, 'Support bundle'),
      el('p', {}, 'State, configuration, counters and the latest log lines in one file, secrets struck out. No points.'),
      el('p', {class: 'actions lead'}, bundle), said));
  await look().catch(refused);
}

function running(test) {
  return el('div', {}, el('progress', {max: 1, value: test.progress ?? 0, 'aria-label': 'Self-test'}),
    el('p', {}, `Running; about ${amount(test.secondsLeft, 's')} left.`));
}

function finished(last) {
  const failed = last.steps.filter(step => !step.passed);
  return [
    notice(last.passed ? 'ok' : 'failed', el('p', {}, condition(last.passed ? 'OK' : 'FAILED'), ' ',
      last.passed ? 'Passed, ' : `${failed.length} of ${last.steps.length} steps failed, `, clock(last.at, true))),
    table('Steps', [{name: 'Step'}, {name: 'Result'}, {name: 'Found'}, {name: 'Expected'}, {name: 'Cure'}],
      last.steps.map(step => [step.name, step.passed ? 'passed' : el('strong', {class: 'bad'}, 'failed'), step.found, step.expected, step.cure ?? ''])),
    last.record && el('p', {class: 'actions lead'}, el('button', {type: 'button', onclick: () =>
      save(new Blob([last.record], {type: 'text/plain'}), `self-test-${last.at.slice(0, 19).replaceAll(':', '')}.jws`)}, 'Keep the signed record')),
  ].filter(Boolean);
}

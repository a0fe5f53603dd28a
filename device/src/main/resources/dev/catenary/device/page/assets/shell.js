// The frame: which view is open, who is signed in, whether the vehicle still answers.

import {draw} from './chain.js';
import {amount, CONDITIONS, el, icon, lasting, notice} from './dom.js';
import {ahead, get, on, OUT_OF_REACH, Refused, renew, repeat, silence, told, who} from './vehicle.js';

const STATUS_MILLIS = 2000;
const STALE_SECONDS = 6;

/** Less is the way of the answer, and of clocks that nobody sets. */
const SKEW_SECONDS = 60;

/** Views other than the first are fetched when they are opened. */
const VIEWS = {
  live: 'Live', map: 'Map', charts: 'Charts', upload: 'Upload', sensors: 'Sensors', gnss: 'Position',
  journal: 'Journal and events', config: 'Configuration', test: 'Test and support', mission: 'Mission',
  update: 'Updates',
  more: 'More', 'sign-in': 'Sign in',
};

const main = document.getElementById('view');
let open = new AbortController();
let firstView = true;
let signedIn = false;
let tries = 0;

function stylesheet(href) {
  if (document.querySelector(`link[href="${href}"]`)) {
    return Promise.resolve();
  }
  return new Promise(resolve => {
    const link = el('link', {rel: 'stylesheet', href, onload: resolve, onerror: () => {
      link.remove();
      resolve();
    }});
    document.head.append(link);
  });
}

/** A browser may hold a module for lost that it once failed to fetch: each new try has another name. */
async function module(name) {
  try {
    return await import(`./${name}.js${tries === 0 ? '' : `?try=${tries}`}`);
  } catch (e) {
    tries++;
    throw e instanceof SyntaxError ? e : new Refused(0, 'The vehicle does not answer.', OUT_OF_REACH);
  }
}

/** What is shown in place of a view that could not be had. */
export function refusal(error) {
  if (error.status === 401) {
    return notice('degraded', el('p', {}, 'This vehicle shows its state only to those who have signed in.'),
      el('p', {}, el('a', {class: 'button', href: '#/sign-in'}, 'Sign in')));
  }
  const known = error instanceof Refused;
  if (!known) {
    console.error(error);
  }
  return notice('failed', el('p', {}, known ? error.message : 'This view could not be drawn.'),
    el('p', {class: 'small'}, (known && error.cure) || 'Try again; the other views may still work.'));
}

async function state(root, signal) {
  let shown = '';
  await repeat(async () => {
    try {
      const [status, found] = await Promise.all([get('status', signal), get('violations?most=3', signal).catch(() => null)]);
      worst(status);
      const text = JSON.stringify([status.links, status.counters, status.waitingChunks, found]);
      const at = status.at.slice(0, 18);
      if (text + at !== shown && !root.contains(document.activeElement?.closest('a'))) {
        draw(root, status, found);
        performance.mark('chain');
        shown = text + at;
      }
    } catch (e) {
      if (!signal.aborted && !(e.status === 0 && shown)) {
        root.replaceChildren(el('h1', {}, 'State'), refusal(e));
        shown = '';
      }
    }
  }, STATUS_MILLIS, signal);
}

async function show() {
  const [name, ...rest] = location.hash.replace(/^#\/?/, '').split('/');
  const word = name === '' ? 'State' : VIEWS[name];
  open.abort();
  open = new AbortController();
  const {signal} = open;
  mark(name);
  document.title = `${word ?? 'Not found'} – Catenary`;
  if (!firstView) {
    main.focus({preventScroll: true});
    scrollTo(0, 0);
  }
  firstView = false;
  if (name === '') {
    await state(main, signal);
    return;
  }
  if (!word) {
    main.replaceChildren(el('h1', {}, 'No such view'),
      el('p', {class: 'lead'}, 'This address names no view of this page. ', el('a', {href: '#/'}, 'Go to the state of the vehicle.')));
    return;
  }
  const root = el('div', {class: 'pane'});
  main.replaceChildren(el('h1', {}, word), root);
  root.append(el('p', {class: 'quiet'}, 'Asking the vehicle…'));
  try {
    const [view] = await Promise.all([module(name), stylesheet('/views.css')]);
    if (!signal.aborted) {
      root.replaceChildren();
      await view.open(root, signal, rest);
    }
  } catch (e) {
    if (!signal.aborted) {
      root.replaceChildren(refusal(e));
      if (e.status === 0) {
        on('heard', show, signal);
      }
    }
  }
}

function mark(name) {
  const inBar = new Set(['', 'live', 'map', 'charts']);
  for (const link of document.querySelectorAll('#views a')) {
    const target = link.getAttribute('href').slice(2);
    const here = target === name || (target === 'more' && !inBar.has(name));
    link.toggleAttribute('data-here', here);
    if (target === name) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
}

function session() {
  const me = who();
  if (signedIn && !me.signedIn && location.hash !== '#/sign-in') {
    show();
  }
  signedIn = me.signedIn;
  document.getElementById('vehicle').textContent = me.vehicle ?? 'Catenary';
  document.getElementById('mission').textContent = me.mission ?? '';
  const link = document.getElementById('who');
  link.hidden = false;
  link.textContent = me.signedIn ? me.subject ?? 'Signed in' : 'Sign in';
}

function age() {
  const seconds = silence();
  const line = document.getElementById('link');
  const stale = seconds !== null && seconds > STALE_SECONDS;
  const gone = seconds === null && performance.now() > 10000;
  document.body.classList.toggle('stale', stale);
  document.body.classList.toggle('unheard', stale || gone);
  line.classList.toggle('failed', stale || gone);
  const text = stale
    ? `No answer from the vehicle. What is shown is ${lasting(Math.floor(seconds / 5) * 5)} old.`
    : seconds === null ? (gone ? 'No answer from the vehicle.' : 'Asking the vehicle…') : `Live, within ${amount(STATUS_MILLIS / 1000, 's')}`;
  if (line.textContent !== text) {
    line.textContent = text;
  }
}

/** What the vehicle's clock says beside this device's, where that makes its times hard to read. */
function skew() {
  const seconds = ahead();
  const line = document.getElementById('skew');
  line.hidden = seconds === null || Math.abs(seconds) < SKEW_SECONDS;
  if (!line.hidden) {
    line.textContent = `The vehicle’s clock is ${lasting(Math.abs(seconds))} ${seconds < 0 ? 'behind' : 'ahead of'} this device’s. `
      + 'Times of the vehicle are shown as it told them.';
  }
}

/** The worst condition stands beside the way back to the first view, so that it shows on each. */
function worst(status) {
  told(status.at);
  const key = CONDITIONS[status.worst]?.[0] ?? 'unknown';
  const link = document.querySelector('#views a');
  if (link.dataset.worst !== key) {
    link.dataset.worst = key;
    link.replaceChildren(icon(`s-${key}`, key), 'State', el('span', {class: 'sr'}, `: ${key}`));
  }
}

// On views that do not ask by themselves the vehicle is still asked, so that its silence shows there too.
async function pulse() {
  if (location.hash.length <= 2) {
    return;
  }
  const me = who();
  if (me.signedIn || me.readOnlyWithoutSignIn) {
    await get('status').then(worst, () => {});
  } else {
    await renew();
  }
}

on('session', session);
on('clock', skew);
addEventListener('hashchange', show);
setInterval(age, 1000);
await Promise.all([renew().then(age).then(pulse), show().catch(() => {})]);
setInterval(pulse, 5000);

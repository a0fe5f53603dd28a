// Sign in with a token: pasted, or from a file that was brought along.

import {clock, el, facts, notice} from './dom.js';
import {Refused, signIn, signOut, who} from './vehicle.js';

const SCOPES = {view: 'see everything', operate: 'run tests, start and stop missions', configure: 'change the configuration'};
const FILE_BYTES_MAX = 65536;

/** An address may bring a code that is good once, and the view to go on to: #/sign-in/CODE/live. */
export async function open(root, signal, [code, next] = []) {
  const draw = message => root.replaceChildren(message ?? '', ...(who().signedIn ? signedIn() : form()));

  const signedIn = () => {
    const me = who();
    return [
      facts([
        ['Signed in as', me.subject],
        ['May', me.scopes.map(scope => SCOPES[scope] ?? scope).join('; ')],
        me.expires && ['Until', clock(me.expires, true)],
        me.device && ['At device', me.device],
      ]),
      certificate(me),
      el('p', {class: 'actions lead'},
        el('a', {class: 'button main', href: '#/'}, 'To the state of the vehicle'),
        el('button', {type: 'button', onclick: async () => {
          await signOut().catch(() => {});
          draw(notice('ok', el('p', {}, 'Signed out.')));
        }}, 'Sign out')),
    ];
  };

  const form = () => {
    const me = who();
    const said = el('div', {'aria-live': 'assertive'});
    const token = el('textarea', {id: 'token', rows: 4, spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off'});
    const enter = el('button', {class: 'main'}, 'Sign in');
    const submit = async () => {
      const text = token.value.replace(/\s+/g, '');
      if (text === '') {
        said.replaceChildren(notice('degraded', el('p', {}, 'Paste a token first, or load its file.')));
        return;
      }
      enter.disabled = true;
      try {
        await signIn(text);
        location.hash = '#/';
      } catch (e) {
        said.replaceChildren(notice('failed', el('p', {}, e instanceof Refused ? e.message : 'The sign-in failed.'), e.cure && el('p', {}, e.cure)));
      }
      enter.disabled = false;
    };
    const load = async chosen => {
      if (chosen && chosen.size <= FILE_BYTES_MAX) {
        token.value = (await chosen.text()).trim();
        await submit();
      } else if (chosen) {
        said.replaceChildren(notice('failed', el('p', {}, 'This file is too large for a token: over 64 KiB.')));
      }
    };
    return [
      el('p', {}, 'Without the internet: use the grant that was issued for ', el('strong', {}, me.device ?? 'this device'),
        ' before the trip.', me.methods?.includes('oidc') ? ' With it: a token of your organisation works too.' : ''),
      el('form', {class: 'part', onsubmit: e => { e.preventDefault(); submit(); }},
        el('div', {}, el('label', {class: 'field', for: 'token'}, 'Token'), token),
        el('div', {class: 'actions'}, enter,
          el('label', {class: 'button file', for: 'file'}, 'Load a file'),
          el('input', {class: 'sr', id: 'file', type: 'file', accept: '.jwt,.txt,.token,text/plain', onchange: e => load(e.target.files[0])})),
        said),
      certificate(me),
      me.readOnlyWithoutSignIn ? el('p', {class: 'quiet'}, 'This vehicle shows its state without a sign-in; to operate or configure it needs one.') : '',
    ];
  };
  if (code) {
    history.replaceState(null, '', '#/sign-in');
    try {
      await signIn(code);
      location.hash = `#/${next ?? ''}`;
      return;
    } catch (e) {
      draw(notice('failed', el('p', {}, e instanceof Refused ? e.message : 'The sign-in failed.'), e.cure && el('p', {}, e.cure)));
      return;
    }
  }
  draw();
}

/** What a browser that warns of the certificate is to be shown; compared with what the vehicle itself says, not with this page. */
function certificate(me) {
  return me.certificateSha256 ? el('details', {class: 'part'}, el('summary', {}, 'The vehicle’s certificate'),
    el('p', {}, 'SHA-256 fingerprint, as “catenary status” and “catenary doctor” on the vehicle say it too:'),
    el('p', {}, el('code', {class: 'fingerprint'}, me.certificateSha256)),
    el('p', {}, 'Good until ', clock(me.certificateUntil, true), '.'),
    el('p', {}, el('a', {class: 'button', href: '/api/v1/certificate', download: ''}, 'Download the certificate'))) : '';
}

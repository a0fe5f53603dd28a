// Configuration: look, check, and change in two steps, so that nothing is changed by a slip of a glove.

import {el, notice, table} from './dom.js';
import {get, post, put} from './vehicle.js';

export async function open(root, signal) {
  const config = await get('config', signal);
  const text = el('textarea', {id: 'text', rows: 24, spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', wrap: 'off'});
  const numbers = el('pre', {class: 'lines', 'aria-hidden': 'true'});
  const outcome = el('div', {class: 'outcome', 'aria-live': 'polite', tabindex: '-1'});
  const check = el('button', {class: 'main'}, 'Check');
  const count = () => {
    numbers.textContent = text.value.split('\n').map((_, i) => i + 1).join('\n');
  };
  text.value = config.text;
  count();
  text.addEventListener('input', () => {
    count();
    outcome.replaceChildren();
  });
  text.addEventListener('scroll', () => { numbers.scrollTop = text.scrollTop; });

  const refused = e => outcome.replaceChildren(notice('failed', el('p', {}, e.message), e.cure && el('p', {}, e.cure)));

  const save = async (checked, confirm) => {
    try {
      const saved = await put('config', {text: checked, confirm}, signal);
      outcome.replaceChildren(notice('ok', el('p', {}, `Saved. It applies ${saved.applies}.`),
        el('p', {class: 'small'}, `The former text is kept in ${saved.previous}.`)));
    } catch (e) {
      refused(e);
    }
    outcome.focus();
  };

  const found = (checked, answer) => {
    if (answer.problems.length > 0) {
      return [notice('failed', el('p', {}, `${answer.problems.length === 1 ? 'One problem' : `${answer.problems.length} problems`}; nothing is changed.`)),
        table('Problems', [{name: 'Line', number: true}, {name: 'Key'}, {name: 'Found'}, {name: 'Expected'}, {name: 'Cure'}],
          answer.problems.map(p => [lineButton(p.line), p.key, p.found, p.expected, p.cure]))];
    }
    if (answer.changes.length === 0) {
      return [notice('ok', el('p', {}, 'No problem, and nothing differs from what is in force.'))];
    }
    return [
      table('What would change', [{name: 'Key'}, {name: 'From'}, {name: 'To'}],
        answer.changes.map(c => [c.key, c.from ?? 'its default', c.to ?? 'its default'])),
      el('p', {class: 'actions lead'},
        el('button', {type: 'button', class: 'main', onclick: () => save(checked, answer.confirm)}, 'Save these changes'),
        el('button', {type: 'button', onclick: () => outcome.replaceChildren()}, 'Not now')),
    ];
  };

  const lineButton = line => line > 0 ? el('button', {type: 'button', class: 'small-button', onclick: () => {
    const before = text.value.split('\n').slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    text.focus();
    text.setSelectionRange(before, before + (text.value.split('\n')[line - 1] ?? '').length);
    text.scrollTop = (line - 3) * parseFloat(getComputedStyle(text).lineHeight);
  }}, String(line)) : '–';

  root.append(
    config.restartNeeded ? notice('degraded', el('p', {}, 'The file has been changed since the service started; restart it to apply the change.')) : '',
    el('form', {onsubmit: async e => {
      e.preventDefault();
      check.disabled = true;
      const checked = text.value;
      try {
        const answer = await post('config/check', {text: checked}, signal);
        outcome.replaceChildren(...found(checked, answer));
      } catch (problem) {
        refused(problem);
      }
      check.disabled = false;
      outcome.focus();
    }},
    el('label', {class: 'field', for: 'text'}, config.file),
    el('p', {class: 'quiet small'}, 'Secrets are shown as ***; left so, they stay as they are.'),
    el('div', {class: 'editor'}, numbers, text),
    el('div', {class: 'actions'}, check,
      el('button', {type: 'button', onclick: () => { text.value = config.text; count(); outcome.replaceChildren(); }}, 'Undo my changes'))),
    outcome);
}

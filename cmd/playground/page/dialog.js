// Mattermost's interactive dialogs: a modal with labels, help, red errors
// under the field, and everything typed still there after an error.

import { el, t } from './texts.js';
import { render } from './markdown.js';

// open shows a dialog. submit gets what was filled in and answers with
// {error, errors, form} or nothing; people fills lists of users.
export function open(box, request, { submit, cancel, people }) {
  let { dialog } = request;
  const draw = () => {
    const fields = (dialog.elements ?? []).map((e, i) => field(e, i, people));
    const error = el('p', { class: 'error', role: 'alert', hidden: true });
    const send = el('button', { type: 'submit', class: 'primary' }, dialog.submit_label || t('submit'));
    const form = el('form', { novalidate: true, method: 'dialog' },
      el('header', {}, el('h2', { id: 'form-title' }, dialog.title), closeButton()),
      el('div', { class: 'fieldset' }, dialog.introduction_text ? el('div', { class: 'text intro' }, render(dialog.introduction_text)) : null,
        fields.map((f) => f.node), error),
      el('footer', {}, el('button', { type: 'button', class: 'quiet', onclick: leave }, t('cancel')), send));
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (send.disabled) return;
      send.disabled = true;
      await answer(fields, error);
      send.disabled = false;
    });
    box.replaceChildren(form);
    box.setAttribute('aria-labelledby', 'form-title');
    if (!box.open) box.showModal();
    (box.querySelector('.fieldset :is(input, textarea, select)') ?? send).focus();
  };
  const closeButton = () => el('button', { type: 'button', class: 'quiet', 'aria-label': t('close'), onclick: leave }, '✕');
  const leave = () => {
    box.close();
    cancel?.(dialog);
  };
  const answer = async (fields, error) => {
    const missing = Object.fromEntries(fields.map((f) => [f.name, f.check()]).filter(([, why]) => why));
    if (showErrors(fields, error, { errors: missing })) return;
    try {
      const said = await submit(dialog, Object.assign({}, ...fields.map((f) => f.value()))) ?? {};
      if (showErrors(fields, error, said)) return;
      if (!said.form) { box.close(); return; }
      dialog = said.form;
      draw();
    } catch (failure) {
      showErrors(fields, error, { error: failure.message });
    }
  };
  box.oncancel = (event) => {
    event.preventDefault();
    leave();
  };
  draw();
}

// showErrors puts each error under its field and reports whether there is any.
function showErrors(fields, box, { error, errors = {} }) {
  const named = fields.filter((f) => f.show(errors[f.name]));
  const wrong = Object.keys(errors).length > 0;
  const lines = [error, wrong && t('validation')].filter(Boolean);
  box.replaceChildren(...lines.flatMap((l, i) => (i ? [el('br'), l] : [l])));
  box.hidden = !lines.length;
  named[0]?.focus();
  return Boolean(error) || wrong;
}

function field(e, i, people) {
  const id = `field-${i}`;
  const made = (kinds[e.type] ?? kinds.text)(e, id, people);
  const error = el('p', { class: 'error', id: `${id}-error`, hidden: true });
  const help = e.help_text ? el('div', { class: 'help', id: `${id}-help` }, render(e.help_text)) : null;
  const mark = e.optional ? el('span', { class: 'optional' }, ' ', t('optional')) : el('span', { class: 'star', title: t('requiredMark'), 'aria-hidden': 'true' }, ' *');
  const group = e.type === 'radio';
  const label = el(group ? 'legend' : 'label', group ? {} : { for: id }, e.display_name, mark);
  const control = made.control;
  for (const c of group ? [] : [control]) {
    if (!e.optional) c.setAttribute('aria-required', 'true');
    c.setAttribute('aria-describedby', [help && `${id}-help`, `${id}-error`].filter(Boolean).join(' '));
  }
  return {
    name: e.name,
    node: el(group ? 'fieldset' : 'div', { class: 'field' }, label, made.node ?? control, help, error),
    value: () => (made.read() === '' ? {} : { [e.name]: made.read() }),
    check: () => problem(e, made.read()),
    focus: () => control.focus(),
    show: (why) => {
      error.textContent = why ?? '';
      error.hidden = !why;
      if (why) control.setAttribute('aria-invalid', 'true'); else control.removeAttribute('aria-invalid');
      return Boolean(why);
    },
  };
}

// problem is what the web client itself objects to.
function problem(e, value) {
  if (value === '' || (e.type === 'bool' && !value && !e.optional)) return e.optional ? '' : t('required');
  if (e.min_length && String(value).length < e.min_length) return t('tooShort', { n: e.min_length });
  if (e.subtype === 'number' && Number.isNaN(Number(value))) return t('number');
  if (e.subtype === 'email' && !/^\S+@\S+$/.test(value)) return t('email');
  return '';
}

const kinds = {
  text: (e, id) => typed(el('input', { id, type: inputType(e.subtype), maxlength: e.max_length || 150, placeholder: e.placeholder, autocomplete: 'off' }), e),
  textarea: (e, id) => typed(el('textarea', { id, rows: 5, maxlength: e.max_length || 3000, placeholder: e.placeholder }), e),
  select: (e, id, people) => {
    const options = e.data_source === 'users' ? people() : e.options ?? [];
    const control = el('select', { id }, el('option', { value: '' }, e.placeholder || t('pick')),
      options.map((o) => el('option', { value: o.value, selected: o.value === e.default }, o.text)));
    return { control, read: () => control.value };
  },
  bool: (e, id) => {
    const control = el('input', { id, type: 'checkbox' });
    control.checked = e.default === 'true';
    return { control, node: el('div', { class: 'check' }, control, el('span', {}, e.placeholder || '')), read: () => control.checked };
  },
  // A default is sent but not shown as chosen, as in the real client.
  radio: (e, id) => {
    const boxes = (e.options ?? []).map((o, i) => el('input', { type: 'radio', name: id, id: `${id}-${i}`, value: o.value }));
    const node = el('div', { class: 'radios' }, boxes.map((b, i) => el('label', { for: b.id }, b, ' ', e.options[i].text)));
    return { control: boxes[0] ?? node, node, read: () => boxes.find((b) => b.checked)?.value ?? e.default ?? '' };
  },
};

const inputType = (subtype) => (['email', 'tel', 'url', 'password', 'number'].includes(subtype) ? subtype : 'text');

function typed(control, e) {
  control.value = e.default ?? '';
  return { control, read: () => control.value.trim() };
}

// ask is a question with one dangerous answer.
export function ask(box, { title, text, yes, then }) {
  const leave = () => box.close();
  box.oncancel = null;
  box.replaceChildren(el('form', { method: 'dialog' },
    el('header', {}, el('h2', { id: 'form-title' }, title)),
    el('div', { class: 'fieldset' }, el('p', {}, text)),
    el('footer', {}, el('button', { type: 'button', class: 'quiet', onclick: leave }, t('cancel')),
      el('button', { type: 'button', class: 'danger', onclick: () => { leave(); then(); } }, yes))));
  box.setAttribute('aria-labelledby', 'form-title');
  box.showModal();
}

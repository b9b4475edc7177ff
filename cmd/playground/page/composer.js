// Where one types: messages, and slash commands with their menu. On a bare
// trigger the first Enter takes the suggestion and the second one sends.

import { el, t } from './texts.js';

export class Composer {
  // send(text) posts or runs a command; commands() lists what can be typed.
  constructor(form, { id, send, commands, placeholder }) {
    Object.assign(this, { form, send, commands, placeholder, id, chosen: 0, found: [], taken: '', past: [] });
    this.text = el('textarea', {
      id, rows: 1, role: 'combobox', 'aria-expanded': 'false', 'aria-controls': `${id}-menu`, 'aria-autocomplete': 'list', autocomplete: 'off',
    });
    this.menu = el('ul', { id: `${id}-menu`, class: 'menu', role: 'listbox', hidden: true });
    this.error = el('p', { class: 'error', role: 'alert', hidden: true });
    this.button = el('button', { type: 'submit', class: 'primary' });
    form.replaceChildren(this.menu, this.error, el('div', { class: 'row' }, this.text, this.button));
    this.text.addEventListener('input', () => { this.taken = ''; this.suggest(); this.grow(); });
    this.text.addEventListener('keydown', (event) => this.key(event));
    this.text.addEventListener('blur', () => this.hide());
    form.addEventListener('submit', (event) => { event.preventDefault(); this.submit(); });
    this.label();
  }

  label() {
    const words = this.placeholder();
    this.text.placeholder = words;
    this.text.setAttribute('aria-label', words);
    this.menu.setAttribute('aria-label', t('commands'));
    this.button.textContent = t('send');
  }

  // put sets the text, ready to be sent or changed.
  put(text) {
    this.text.value = text;
    this.taken = text;
    this.hide();
    this.grow();
    this.text.focus();
    this.text.setSelectionRange(text.length, text.length);
  }

  grow() {
    this.text.style.height = 'auto';
    this.text.style.height = `${Math.min(this.text.scrollHeight + 2, 180)}px`;
  }

  suggest() {
    const typed = this.text.value;
    const word = /^\/(\S*)$/.exec(typed)?.[1].toLowerCase();
    this.found = word === undefined || this.taken === typed ? [] : this.commands().filter((c) => c.trigger.startsWith(word));
    this.chosen = 0;
    this.draw();
  }

  draw() {
    this.menu.hidden = !this.found.length;
    this.text.setAttribute('aria-expanded', String(!this.menu.hidden));
    this.menu.replaceChildren(...this.found.map((c, i) => el('li', {
      id: `${this.id}-option-${i}`, role: 'option', 'aria-selected': String(i === this.chosen),
      onmousedown: (event) => { event.preventDefault(); this.take(i); },
    }, el('span', { class: 'trigger' }, `/${c.trigger}`), ' ', el('span', { class: 'hint' }, c.auto_complete_hint ?? ''),
    el('span', { class: 'what' }, c.auto_complete_desc ?? ''))));
    if (this.menu.hidden) this.text.removeAttribute('aria-activedescendant');
    else this.text.setAttribute('aria-activedescendant', `${this.id}-option-${this.chosen}`);
    this.menu.children[this.chosen]?.scrollIntoView({ block: 'nearest' });
  }

  hide() {
    this.found = [];
    this.draw();
  }

  take(i) {
    this.put(`/${this.found[i].trigger} `);
    this.text.focus();
  }

  key(event) {
    if (event.isComposing) return;
    if (this.found.length && this.menuKey(event)) { event.preventDefault(); return; }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    }
    if (event.key === 'ArrowUp' && this.text.value === '' && this.past.length) {
      event.preventDefault();
      this.put(this.past[this.past.length - 1]);
    }
  }

  menuKey({ key, shiftKey }) {
    const n = this.found.length;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      this.chosen = (this.chosen + (key === 'ArrowDown' ? 1 : n - 1)) % n;
      this.draw();
    } else if ((key === 'Enter' && !shiftKey) || key === 'Tab') this.take(this.chosen);
    else if (key === 'Escape') this.hide();
    else return false;
    return true;
  }

  async submit() {
    const text = this.text.value.trim();
    if (!text) return;
    this.hide();
    this.error.hidden = true;
    this.text.value = '';
    this.grow();
    try {
      await this.send(text);
      this.past.push(text);
    } catch (failure) {
      this.error.textContent = failure.message;
      this.error.hidden = false;
      if (!this.text.value) this.put(text);
    }
  }
}

// The clock of the playground, and the steps one may try.

import { el, t, lang, both } from './texts.js';
import { playground } from './session.js';

export class Clock {
  constructor() {
    this.state = null;
    this.now = document.getElementById('now');
    this.error = document.getElementById('clock-error');
    for (const button of document.querySelectorAll('[data-by]')) button.addEventListener('click', () => this.move({ by: button.dataset.by }));
    document.getElementById('to-next').addEventListener('click', () => this.move({ next: true }));
    document.getElementById('jump').addEventListener('submit', (event) => {
      event.preventDefault();
      this.move({ to: document.getElementById('jump-to').value });
    });
  }

  zone() { return this.state?.zone || 'Europe/Berlin'; }

  words(at) {
    return new Date(at).toLocaleString(lang() === 'de' ? 'de-DE' : 'en-GB', {
      timeZone: this.zone(), weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit',
    }) + (lang() === 'de' ? ' Uhr' : '');
  }

  async read() {
    this.state = await playground('clock');
    this.draw();
  }

  async move(how) {
    if (this.busy) return;
    this.wait(true);
    try {
      this.state = await playground('clock', how);
    } catch (failure) {
      this.error.textContent = t('failed', { why: failure.message });
      this.error.hidden = false;
    }
    this.wait(false);
    this.draw();
  }

  wait(busy) {
    this.busy = busy;
    this.error.hidden = true;
    document.querySelector('.clock').setAttribute('aria-busy', String(busy));
    if (busy) document.getElementById('next').textContent = t('moving');
  }

  draw() {
    if (!this.state) return;
    const { now, next } = this.state;
    this.now.dateTime = now;
    this.now.textContent = this.words(now);
    document.getElementById('zone').textContent = t('zone', { zone: this.zone() });
    document.getElementById('next').textContent = next ? t('nextIs', { what: both(next.what), when: this.words(next.at) }) : t('nextNone');
    document.getElementById('to-next').disabled = !next;
    const jump = document.getElementById('jump-to');
    const local = now.slice(0, 16);
    jump.min = local;
    if (!jump.value || jump.value < local) jump.value = local;
  }
}

// drawSteps lists what a newcomer may try; one click changes the person and
// puts the command into the composer.
export function drawSteps(root, steps, take, nameOf) {
  root.replaceChildren(...steps.map((s) => el('li', {},
    el('p', {}, both(s.text)),
    s.command ? el('button', { type: 'button', class: 'step', onclick: () => take(s) }, el('code', {}, s.command),
      s.as ? el('span', { class: 'as' }, t('stepAs', { who: nameOf(s.as) })) : null) : null)));
}

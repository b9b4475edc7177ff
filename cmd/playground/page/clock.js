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
    this.field = document.getElementById('jump-to');
    this.field.addEventListener('focus', () => this.field.select());
    document.getElementById('jump').addEventListener('submit', (event) => {
      event.preventDefault();
      this.jump();
    });
  }

  // jump goes where the field says. It is a field of text, because one for dates
  // shows them as the browser's own language does, not as the page's.
  jump() {
    const now = this.state.now.slice(0, 16), to = read(this.field.value, now.slice(11));
    if (to && to >= now) { this.move({ to }); return; }
    this.error.textContent = t(to ? 'jumpPast' : 'jumpWrong');
    this.error.hidden = false;
    this.field.focus();
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
    if (document.activeElement !== this.field || !this.field.value) this.field.value = written(now);
  }
}

// written is a moment as people write it: 10.3.2027 10:00, or 2027-03-10 10:00.
function written(at) {
  const [year, month, day, hour, minute] = at.match(/\d+/g);
  return (lang() === 'de' ? `${Number(day)}.${Number(month)}.${year}` : `${year}-${month}-${day}`) + ` ${hour}:${minute}`;
}

// read makes 2027-03-10T10:00 of what was written in either way, with a time of
// day if none is given; '' if it cannot be read.
function read(text, time) {
  const m = text.trim().match(/^(?:(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})|(\d{4})-(\d{1,2})-(\d{1,2}))(?:[\s,T]+(\d{1,2})(?:[:.](\d{2}))?(?:\s*Uhr)?)?$/);
  if (!m) return '';
  const two = (n) => String(Number(n)).padStart(2, '0');
  const [year, month, day] = m[3] ? [m[3], m[2], m[1]] : [m[4], m[5], m[6]];
  const at = `${year}-${two(month)}-${two(day)}T${m[7] ? `${two(m[7])}:${m[8] ?? '00'}` : time}`;
  return new Date(`${at}:00Z`).toJSON()?.slice(0, 16) === at ? at : '';
}

// drawSteps lists what a newcomer may try; one click changes the person and
// puts the command into the composer.
export function drawSteps(root, steps, take, nameOf) {
  root.replaceChildren(...steps.map((s) => el('li', {},
    el('p', {}, both(s.text)),
    s.command ? el('button', { type: 'button', class: 'step', onclick: () => take(s) }, el('code', {}, s.command),
      s.as ? el('span', { class: 'as' }, t('stepAs', { who: nameOf(s.as) })) : null) : null)));
}

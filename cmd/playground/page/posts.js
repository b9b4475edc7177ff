// The list of messages, behaving like Mattermost's web client where it matters
// to the author of a bot: what is folded, what is joined, what only one sees.

import { el, t, lang } from './texts.js';
import { render } from './markdown.js';
import { users } from './session.js';

const cardHeight = 200; // pixels of an attachment's text before it is folded
const postHeight = 600; // pixels of a message before it is folded
const joinWithin = 5 * 60 * 1000;

export const nameOf = (user) => `${user?.first_name ?? ''} ${user?.last_name ?? ''}`.trim() || user?.nickname || user?.username || '…';

// List keeps the elements of one list of posts in step with the posts, and
// touches only those that have changed, so that the focus stays where it is.
export class List {
  constructor(root, { zone, act, openThread, source, file }) {
    Object.assign(this, { root, zone, act, openThread, source, file });
    this.expanded = new Set();
    this.drawn = new Map();
  }

  clear() {
    this.root.replaceChildren();
    this.drawn.clear();
  }

  draw(entries, repliesTo) {
    const wanted = [];
    let before = null;
    for (const e of entries) {
      if (!before || this.day(e) !== this.day(before)) wanted.push(this.item(`day ${this.day(e)}`, this.day(e), () => this.dayLine(e)));
      const joined = before && joins(before, e) && this.day(e) === this.day(before);
      const replies = repliesTo ? repliesTo(e.post.id) : 0;
      const sign = JSON.stringify([e.post, replies, joined, lang(), this.expanded.has(e.post.id), users.has(e.post.user_id)]);
      wanted.push(this.item(e.post.id, sign, () => this.post(e, joined, replies)));
      before = e;
    }
    this.arrange(wanted);
  }

  item(id, sign, make) {
    const known = this.drawn.get(id);
    if (known?.sign === sign) return known;
    return { id, sign, node: make() };
  }

  arrange(wanted) {
    const focused = this.root.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    this.drawn = new Map(wanted.map((w) => [w.id, w]));
    const nodes = new Set(wanted.map((w) => w.node));
    for (const child of [...this.root.children]) if (!nodes.has(child)) child.remove();
    wanted.forEach((w, i) => {
      if (this.root.children[i] !== w.node) this.root.insertBefore(w.node, this.root.children[i] ?? null);
    });
    for (const w of wanted) if (!w.folded) this.fold(w);
    if (focused) this.root.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  day(e) { return new Date(e.post.create_at).toLocaleDateString('sv', { timeZone: this.zone() }); }

  dayLine(e) {
    const words = new Date(e.post.create_at).toLocaleDateString(lang() === 'de' ? 'de-DE' : 'en-GB', {
      timeZone: this.zone(), weekday: 'long', day: 'numeric', month: 'long', year: 'numeric',
    });
    return el('li', { class: 'day' }, el('span', {}, words));
  }

  post(e, joined, replies) {
    const { post } = e;
    const user = users.get(post.user_id);
    const body = el('div', { class: 'body' });
    if (post.message) body.append(el('div', { class: 'text foldable', 'data-fold': 'post' }, render(post.message)));
    for (const [n, card] of (post.props?.attachments ?? []).entries()) body.append(this.card(post, card, n));
    if (post.file_ids?.length) body.append(this.files(post.file_ids));
    if (replies) {
      body.append(el('button', { type: 'button', class: 'replies', 'data-key': `${post.id}-replies`, onclick: () => this.openThread(post.id) },
        t(replies === 1 ? 'reply' : 'replies', { n: replies })));
    }
    return el('li', { class: `post${joined ? ' joined' : ''}${e.private ? ' private' : ''}`, 'data-id': post.id },
      joined ? el('span', { class: 'gutter' }, this.clock(post)) : avatar(user),
      el('div', { class: 'main' }, this.head(e, user, joined), body), this.tools(e));
  }

  // files shows pictures, and links to what else hangs on a post.
  files(ids) {
    const count = el('p', {}, '📎 ', t('file', { n: ids.length }));
    const box = el('div', { class: 'files' }, count);
    Promise.all(ids.map((id) => this.file(id))).then((files) => {
      count.remove();
      for (const f of files) {
        const shown = f.picture ? el('img', { src: f.href, alt: f.name }) : `📎 ${f.name}`;
        box.append(el('p', {}, el('a', { href: f.href, download: f.name }, shown)));
      }
    }).catch(() => {}); // the number of files stays
    return box;
  }

  head(e, user, joined) {
    const marks = [];
    if (e.post.edit_at > 0) marks.push(el('span', { class: 'mark' }, t('edited')));
    if (e.private && !joined) marks.push(el('span', { class: 'mark' }, t('private')));
    const bot = user?.is_bot || e.post.props?.from_bot === 'true' || e.post.props?.from_webhook === 'true';
    return el('div', { class: joined ? 'head sr-joined' : 'head' },
      joined ? null : [el('strong', { class: 'author', title: `@${user?.username ?? ''}` }, nameOf(user)),
        bot && el('span', { class: 'tag' }, t('bot')), this.clock(e.post)], ...marks);
  }

  clock(post) {
    const at = new Date(post.create_at);
    const words = at.toLocaleTimeString(lang() === 'de' ? 'de-DE' : 'en-GB', { timeZone: this.zone(), hour: '2-digit', minute: '2-digit' });
    return el('time', { datetime: at.toISOString() }, words);
  }

  tools(e) {
    if (e.private || !this.openThread) return null;
    return el('button', {
      type: 'button', class: 'tool', 'data-key': `${e.post.id}-answer`, title: t('answer'), 'aria-label': t('answer'),
      onclick: () => this.openThread(e.post.root_id || e.post.id),
    }, '↩');
  }

  card(post, card, n) {
    const box = el('div', { class: 'card' });
    if (/^#[0-9a-f]{3,8}$/i.test(card.color ?? '')) box.style.borderInlineStartColor = card.color;
    else if (card.color) box.classList.add(card.color);
    if (card.title) box.append(el('h3', { class: 'card-title' }, ...inlineOf(card.title)));
    if (card.text) box.append(el('div', { class: 'text foldable', 'data-fold': `card${n}` }, render(card.text)));
    if (card.fields?.length) box.append(fields(card.fields));
    if (card.actions?.length) box.append(this.actions(post, card.actions));
    if (card.footer) box.append(el('p', { class: 'footer' }, card.footer));
    return el('div', {}, card.pretext ? el('div', { class: 'text' }, render(card.pretext)) : null, box);
  }

  actions(post, actions) {
    const error = el('p', { class: 'error', role: 'alert', hidden: true });
    const run = async (control, action, chosen) => {
      error.hidden = true;
      control.setAttribute('aria-busy', 'true');
      try {
        await this.act(post, action, chosen);
      } catch {
        error.textContent = t('actionFailed');
        error.hidden = false;
      }
      control.removeAttribute('aria-busy');
    };
    return el('div', { class: 'actions' }, actions.map((a) => (a.type === 'select' ? this.choice(post, a, run) : this.button(post, a, run))), error);
  }

  button(post, a, run) {
    const style = ['primary', 'success', 'good', 'warning', 'danger'].includes(a.style) ? a.style : 'default';
    const made = el('button', { type: 'button', class: `act ${style}`, disabled: a.disabled, title: a.tooltip, 'data-key': `${post.id}-${a.id}` },
      ...inlineOf(a.name));
    if (a.style?.startsWith('#')) made.style.color = a.style;
    made.addEventListener('click', () => { if (!made.hasAttribute('aria-busy')) run(made, a); });
    return made;
  }

  choice(post, a, run) {
    const options = a.data_source === 'users' ? this.source() : a.options ?? [];
    return el('select', {
      class: 'act', 'aria-label': a.name, 'data-key': `${post.id}-${a.id}`, disabled: a.disabled,
      onchange: (event) => { if (event.target.value) run(event.target, a, event.target.value); },
    }, el('option', { value: '' }, a.name), options.map((o) => el('option', { value: o.value, selected: o.value === a.default_option }, o.text)));
  }

  // fold hides the end of what is too high, behind a button.
  fold(item) {
    item.folded = true;
    if (!item.node.classList.contains('post')) return;
    for (const box of item.node.querySelectorAll('.foldable')) {
      const limit = box.dataset.fold === 'post' ? postHeight : cardHeight;
      if (box.nextElementSibling?.classList.contains('fold') || box.scrollHeight <= limit) continue;
      const key = `${item.id}-${box.dataset.fold}`;
      const button = el('button', { type: 'button', class: 'fold', 'data-key': `${key}-fold` });
      const show = () => {
        const open = this.expanded.has(key);
        box.style.maxHeight = open ? '' : `${limit}px`;
        box.classList.toggle('folded', !open);
        button.textContent = t(open ? 'less' : 'more');
        button.setAttribute('aria-expanded', String(open));
      };
      button.addEventListener('click', () => {
        if (!this.expanded.delete(key)) this.expanded.add(key);
        show();
      });
      box.after(button);
      show();
    }
  }
}

// inlineOf is Markdown without paragraphs, for titles and labels.
function inlineOf(text) {
  const made = [...render(text).childNodes];
  return made.length === 1 && made[0].tagName === 'P' ? [...made[0].childNodes] : [text];
}

function joins(a, b) {
  return a.post.user_id === b.post.user_id && a.post.root_id === b.post.root_id && Boolean(a.private) === Boolean(b.private)
    && a.post.props?.from_webhook === b.post.props?.from_webhook && b.post.create_at - a.post.create_at < joinWithin;
}

function avatar(user) {
  const name = nameOf(user);
  const letters = name.split(/[\s-]+/).map((w) => w[0]).join('').slice(0, 2).toUpperCase();
  const hue = [...name].reduce((sum, c) => sum + c.codePointAt(0), 0) % 6;
  return el('span', { class: `avatar hue${user?.is_bot ? 'bot' : hue}`, 'aria-hidden': 'true' }, user?.is_bot ? 'G' : letters);
}

function fields(list) {
  return el('dl', { class: 'fields' }, list.map((f) => el('div', { class: f.short ? 'short' : 'long' },
    el('dt', {}, f.title), el('dd', {}, render(String(f.value ?? ''))))));
}

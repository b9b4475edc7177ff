// One person's connection to the chat: what they may read, and the websocket
// that tells them what is new. It speaks Mattermost's API v4 and would talk to
// a real server in the same way.

import { both } from './texts.js';

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function call(method, path, body, token) {
  const headers = { 'Content-Type': 'application/json' };
  if (token) headers.Authorization = `Bearer ${token}`;
  const answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  const text = await answer.text();
  let value = null;
  try { value = text ? JSON.parse(text) : null; } catch { /* not JSON: an error page */ }
  if (!answer.ok) throw new Refused(answer.status, value?.message || both(value?.words) || value?.error || text || answer.statusText);
  return value;
}

// playground calls the page's own door.
export const playground = (path, body) => call(body === undefined ? 'GET' : 'POST', `/playground/${path}`, body);

// users are known to all sessions of the page, by ID.
export const users = new Map();

export class Session extends EventTarget {
  constructor(person, place) {
    super();
    Object.assign(this, { person, place, posts: new Map(), channels: {}, commands: [], unread: { home: 0, direct: 0 }, arrived: 0 });
    this.asked = new Set();
    this.online = false;
    this.opened = null;
  }

  api(method, path, body) { return call(method, `/api/v4${path}`, body, this.token); }

  // file is one file of a post: its name, whether it is a picture, and an address
  // of its bytes on this page.
  async file(id) {
    const info = await this.api('GET', `/files/${id}/info`);
    const answer = await fetch(`/api/v4/files/${id}`, { headers: { Authorization: `Bearer ${this.token}` } });
    if (!answer.ok) throw new Refused(answer.status, answer.statusText);
    return { name: info.name, picture: info.mime_type?.startsWith('image/'), href: URL.createObjectURL(await answer.blob()) };
  }

  // open logs in and reads everything; it is done once.
  open() {
    this.opened ??= this.load();
    return this.opened;
  }

  async load() {
    const { token } = await playground('login', { handle: this.person.handle });
    this.token = token;
    const [me, team] = await Promise.all([this.api('GET', '/users/me'), this.api('GET', `/teams/name/${this.place.team}`)]);
    Object.assign(this, { me, team });
    users.set(me.id, me);
    const bot = await this.api('GET', `/users/username/${this.place.bot}`);
    users.set(bot.id, { ...bot, is_bot: true });
    // Only the commands of bots have an ID; the built-in ones would distract.
    await Promise.all([
      this.findChannel('home', this.api('GET', `/teams/name/${this.place.team}/channels/name/${this.place.channel}`)),
      this.findChannel('direct', this.api('POST', '/channels/direct', [me.id, bot.id])),
      this.api('GET', `/teams/${team.id}/commands/autocomplete`).then((list) => { this.commands = list.filter((c) => c.auto_complete && c.id); }),
    ]);
    await new Promise((resolve) => { this.begun = resolve; this.connect(); });
  }

  // findChannel leaves out a channel that this person may not enter.
  async findChannel(name, found) {
    try {
      this.channels[name] = await found;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
  }

  async read(name) {
    const list = await this.api('GET', `/channels/${this.channels[name].id}/posts?per_page=200`);
    for (const id of [...list.order].reverse()) this.keep(list.posts[id]);
    await this.meet(Object.values(list.posts));
  }

  // meet asks for the names of authors that nobody knows yet.
  async meet(posts) {
    const strangers = [...new Set(posts.map((p) => p.user_id))].filter((id) => id && !users.has(id) && !this.asked.has(id));
    if (!strangers.length) return;
    strangers.forEach((id) => this.asked.add(id));
    for (const u of await this.api('POST', '/users/ids', strangers)) users.set(u.id, u);
  }

  keep(post) {
    if (post.type?.startsWith('system_') && post.type !== 'system_ephemeral') return false;
    const known = this.posts.get(post.id);
    if (known && post.update_at < known.post.update_at) return false;
    this.posts.set(post.id, { post, number: known ? known.number : this.arrived++, private: post.type === 'system_ephemeral' || known?.private });
    return !known;
  }

  // ordered lists the posts of a channel, or of a thread, oldest first.
  ordered(test) {
    return [...this.posts.values()].filter((e) => test(e.post))
      .sort((a, b) => a.post.create_at - b.post.create_at || a.number - b.number);
  }

  connect() {
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/v4/websocket`);
    this.socket = socket;
    socket.onopen = () => socket.send(JSON.stringify({ seq: 1, action: 'authentication_challenge', data: { token: this.token } }));
    socket.onmessage = (message) => this.hear(JSON.parse(message.data));
    socket.onclose = () => this.lost();
  }

  lost() {
    this.online = false;
    this.tell('line');
    if (this.closed) return;
    setTimeout(() => this.connect(), 1500);
  }

  close() {
    this.closed = true;
    this.socket?.close();
  }

  tell(type, detail) { this.dispatchEvent(new CustomEvent(type, { detail })); }

  async hear({ event, data }) {
    if (event === 'hello') await this.greeted();
    if (event === 'open_dialog') this.tell('dialog', JSON.parse(data.dialog));
    if (event === 'posted' || event === 'post_edited' || event === 'ephemeral_message') await this.arrive(JSON.parse(data.post));
    if (event === 'post_deleted') {
      this.posts.delete(JSON.parse(data.post).id);
      this.tell('posts');
    }
  }

  // greeted reads what there is only once the line is open, so that nothing
  // falls between reading and hearing; after a break it catches up.
  async greeted() {
    this.online = this.wasOnline = true;
    this.tell('line');
    await Promise.all(Object.keys(this.channels).map((name) => this.read(name)));
    this.begun();
    this.tell('posts');
  }

  async arrive(post) {
    const fresh = this.keep(post);
    await this.meet([post]).catch(() => {});
    const where = Object.keys(this.channels).find((name) => this.channels[name].id === post.channel_id);
    if (fresh && where && post.user_id !== this.me.id && !post.root_id) this.unread[where]++;
    this.tell('posts', fresh ? post : undefined);
  }
}

// The playground: one page, many people. Every person has a session of their
// own, so that one click shows the chat through other eyes and a badge tells
// whom the bot has written to.

import { el, t, both, translate, switchLanguage, lang } from './texts.js';
import { Session, playground, users } from './session.js';
import { List, nameOf } from './posts.js';
import { Composer } from './composer.js';
import { Clock, drawSteps } from './clock.js';
import { open, ask } from './dialog.js';
import { whenLetGo } from './press.js';

const $ = (id) => document.getElementById(id);
const clock = new Clock();
const sessions = new Map();
const view = { who: null, channel: 'home', thread: null };
let place;
let people = [];
let composer;
let threadComposer;

const session = () => sessions.get(view.who);
const act = (post, action, chosen) => session().api('POST', `/posts/${post.id}/actions/${action.id}`,
  { selected_option: chosen ?? '', cookie: action.cookie ?? '' });
const userOptions = () => [...users.values()].filter((u) => !u.is_bot).map((u) => ({ text: nameOf(u), value: u.id }))
  .sort((a, b) => a.text.localeCompare(b.text, 'de'));
const zone = () => clock.zone();
const list = new List($('posts'), { zone, act, openThread, source: userOptions, file: (id) => session().file(id) });
const threadList = new List($('thread-posts'), { zone, act, source: userOptions, file: (id) => session().file(id) });

async function start() {
  translate();
  const [found, where] = await Promise.all([playground('people'), playground('place'), clock.read()]);
  people = found.people;
  place = where;
  for (const p of people) sessions.set(p.handle, listenTo(new Session(p, place)));
  composer = new Composer($('composer'), { id: 'composer-text', commands: () => session().commands, send: (text) => send(text, ''), placeholder: composerWords });
  threadComposer = new Composer($('thread-composer'), { id: 'thread-text', commands: () => session().commands, send: (text) => send(text, view.thread), placeholder: () => t('writeThread') });
  const first = sessionStorage.getItem('who');
  await become(sessions.has(first) ? first : people[0].handle);
  relabel();
  $('composer-text').focus();
  for (const s of sessions.values()) await s.open().then(() => whenLetGo(drawPeople), () => {}); // one who cannot log in stays without badge
}

function listenTo(s) {
  s.addEventListener('posts', (event) => {
    whenLetGo(() => { if (s === session()) { seen(); draw(event.detail); } else drawPeople(); });
  });
  s.addEventListener('dialog', (event) => { if (s === session()) showDialog(event.detail); });
  s.addEventListener('line', () => { if (s === session()) $('offline').hidden = s.online || !s.wasOnline; });
  return s;
}

async function become(handle) {
  view.who = handle;
  view.thread = null;
  sessionStorage.setItem('who', handle);
  await session().open();
  if (view.who !== handle) return;
  if (!session().channels[view.channel]) view.channel = session().channels.home ? 'home' : 'direct';
  whenLetGo(show);
}

// show draws everything anew, for another person or channel.
function show() {
  list.clear();
  seen();
  composer.label();
  draw(null, true);
}

const composerWords = () => t('writeTo', { where: channelName(view.channel) });

function channelName(name) {
  if (name === 'direct') return nameOf(users.get(botID()));
  return session()?.channels.home?.display_name ?? place.channel;
}

const botID = () => [...users.values()].find((u) => u.username === place.bot)?.id;

function seen() {
  if (document.visibilityState === 'visible') session().unread[view.channel] = 0;
}

async function send(text, thread) {
  const s = session();
  await s.open(); // one may type as soon as one is somebody else
  const channel = s.channels[view.channel].id;
  if (text.startsWith('/')) {
    await s.api('POST', '/commands/execute', { channel_id: channel, command: text, team_id: s.team.id, root_id: thread });
    return;
  }
  s.keep(await s.api('POST', '/posts', { channel_id: channel, message: text, root_id: thread }));
  draw(null, true);
}

function draw(fresh, jump) {
  const s = session();
  const channel = s.channels[view.channel]?.id;
  const entries = s.ordered((p) => p.channel_id === channel);
  const replies = new Map();
  for (const { post } of entries) if (post.root_id) replies.set(post.root_id, (replies.get(post.root_id) ?? 0) + 1);
  drawHead(s);
  drawPeople();
  keepEnd($('scroll'), () => list.draw(entries.filter((e) => !e.post.root_id), (id) => replies.get(id) ?? 0), jump);
  $('empty').hidden = entries.length > 0;
  $('empty').textContent = view.channel === 'direct' ? t('emptyDirect', { bot: channelName('direct') }) : t('emptyHere');
  drawThread(entries);
  if (fresh) announce(fresh);
}

// keepEnd stays at the end of the list if one was there, else says that there
// is more below.
function keepEnd(box, change, jump) {
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
  const before = box.scrollHeight;
  change();
  if (atEnd || jump) box.scrollTop = box.scrollHeight;
  if (box.id === 'scroll') $('newer').hidden = atEnd || jump || (box.scrollHeight <= before && $('newer').hidden);
}

function announce(post) {
  const what = [post.message, ...(post.props?.attachments ?? []).map((a) => `${a.title ?? ''} ${a.text ?? ''}`)].join(' ').trim();
  $('announce').textContent = t('said', { who: nameOf(users.get(post.user_id)), what: what.slice(0, 200) });
}

function drawHead(s) {
  $('channel-title').textContent = channelName(view.channel);
  const { person } = s;
  $('as-whom').textContent = `${t('asWhom', { who: person.name })} · ${both(person.role)}`;
  $('channels').replaceChildren(...['home', 'direct'].filter((name) => s.channels[name]).map((name) => el('li', {},
    el('button', { type: 'button', class: 'pick', 'aria-current': name === view.channel && 'true', onclick: () => pickChannel(name) },
      el('span', { 'aria-hidden': 'true' }, name === 'direct' ? '● ' : '# '), channelLabel(name), badge(s.unread[name])))));
}

const channelLabel = (name) => (name === 'direct' ? t('direct', { bot: channelName('direct') }) : channelName(name));

const badge = (n) => (n ? el('span', { class: 'badge' }, el('span', { 'aria-hidden': 'true' }, String(n)), el('span', { class: 'sr' }, ` ${t('unread', { n })}`)) : null);

function pickChannel(name) {
  view.channel = name;
  view.thread = null;
  closeDrawers();
  show();
}

function drawPeople() {
  const groups = Map.groupBy ? Map.groupBy(people, (p) => both(p.group)) : grouped(people);
  const focused = $('people').contains(document.activeElement) && document.activeElement.dataset.who;
  $('people').replaceChildren(...[...groups].map(([group, members]) => el('section', {}, el('h3', {}, group),
    el('ul', { class: 'picks' }, members.map((p) => el('li', {}, personButton(p)))))));
  if (focused) document.querySelector(`[data-who="${CSS.escape(focused)}"]`)?.focus();
  const waiting = [...sessions.values()].reduce((n, s) => n + s.unread.direct, 0);
  $('left-badge').hidden = !waiting;
  $('left-badge').textContent = waiting;
}

function grouped(all) {
  const out = new Map();
  for (const p of all) out.set(both(p.group), [...(out.get(both(p.group)) ?? []), p]);
  return out;
}

function personButton(p) {
  return el('button', {
    type: 'button', class: 'pick person', 'data-who': p.handle, 'aria-current': p.handle === view.who && 'true',
    onclick: () => { closeDrawers(); become(p.handle); },
  }, el('span', { class: 'who' }, p.name), el('span', { class: 'role' }, both(p.role)), badge(sessions.get(p.handle)?.unread.direct));
}

function openThread(id) {
  view.thread = id;
  threadList.clear();
  draw();
  $('thread-scroll').scrollTop = $('thread-scroll').scrollHeight;
  $('thread-text').focus();
}

function drawThread(entries) {
  document.body.classList.toggle('threaded', Boolean(view.thread));
  $('thread').hidden = !view.thread;
  if (!view.thread) return;
  keepEnd($('thread-scroll'), () => threadList.draw(entries.filter((e) => e.post.id === view.thread || e.post.root_id === view.thread)));
}

function closeThread() {
  view.thread = null;
  draw();
  $('composer-text').focus();
}

function showDialog(request) {
  const s = session();
  const body = (dialog, submission, cancelled) => ({
    type: 'dialog_submission', url: request.url, callback_id: dialog.callback_id, state: dialog.state, user_id: s.me.id,
    channel_id: s.channels[view.channel].id, team_id: s.team.id, submission, cancelled,
  });
  open($('form'), request, {
    people: userOptions,
    submit: (dialog, values) => s.api('POST', '/actions/dialogs/submit', body(dialog, values, false)),
    cancel: (dialog) => { if (dialog.notify_on_cancel) s.api('POST', '/actions/dialogs/submit', body(dialog, {}, true)).catch(() => {}); },
  });
}

async function takeStep(step) {
  closeDrawers();
  if (step.as && step.as !== view.who && sessions.has(step.as)) await become(step.as);
  if (session().channels.home) pickChannel('home');
  composer.put(step.command);
}

function relabel() {
  translate();
  $('language').textContent = lang() === 'de' ? 'English' : 'Deutsch';
  $('language').lang = lang() === 'de' ? 'en' : 'de';
  clock.draw();
  if (place) drawSteps($('steps'), place.steps ?? [], takeStep, (handle) => sessions.get(handle)?.person.name ?? handle);
  if (!session()?.me) return;
  composer.label();
  threadComposer.label();
  draw();
}

function closeDrawers() {
  for (const side of ['left', 'right']) toggle(side, false);
}

function toggle(side, wanted) {
  const shown = document.body.classList.toggle(`show-${side}`, wanted);
  $(`open-${side}`).setAttribute('aria-expanded', String(shown));
  if (shown) $(side).querySelector('button, input')?.focus();
}

function fail(failure) {
  $('empty').hidden = false;
  $('empty').textContent = t('failed', { why: failure.message });
}

for (const side of ['left', 'right']) {
  $(`open-${side}`).addEventListener('click', () => {
    const other = side === 'left' ? 'right' : 'left';
    toggle(other, false);
    toggle(side);
  });
}
$('close-thread').addEventListener('click', closeThread);
$('newer').addEventListener('click', () => { $('scroll').scrollTop = $('scroll').scrollHeight; $('newer').hidden = true; });
$('language').addEventListener('click', () => { switchLanguage(); relabel(); });
$('reset').addEventListener('click', () => ask($('form'), {
  title: t('resetTitle'), text: t('resetText'), yes: t('resetYes'),
  then: () => playground('reset', {}).then(() => location.reload(), fail),
}));
document.addEventListener('keydown', (event) => { if (event.key === 'Escape' && !$('form').open) closeDrawers(); });
document.addEventListener('visibilitychange', () => { if (session()?.me) { seen(); draw(); } });

start().catch(fail);

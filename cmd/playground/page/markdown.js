// Mattermost's Markdown, as far as the bot uses it. Text becomes a tree of
// plain nodes, and the tree becomes elements; raw text never becomes HTML.
//
//   parse('**a**') → [{tag: 'p', children: [{tag: 'strong', children: ['a']}]}]

const emoji = {
  white_check_mark: '✅', heavy_check_mark: '✔️', x: '❌', warning: '⚠️', calendar: '📅', date: '📅', bell: '🔔',
  bulb: '💡', ballot_box: '🗳️', ballot_box_with_ballot: '🗳️', memo: '📝', pushpin: '📌', lock: '🔒', hourglass: '⌛',
  hourglass_flowing_sand: '⏳', clock: '🕐', thumbsup: '👍', '+1': '👍', thumbsdown: '👎', '-1': '👎', tada: '🎉',
  arrow_right: '➡️', information_source: 'ℹ️', question: '❓', exclamation: '❗', wave: '👋', smile: '😄', link: '🔗',
};

const node = (tag, children, attrs) => (attrs ? { tag, attrs, children } : { tag, children });

// Each rule stands at the beginning of what is left of a line.
const rules = [
  [/^\\([\\`*_{}[\]()#+\-.!|~<>@:"'])/, (m) => m[1]],
  [/^(`+)([\s\S]*?[^`])\1(?!`)/, (m) => node('code', [m[2].trim()])],
  [/^!\[([^\]]*)\]\(([^()\s]+)(?:\s+"[^"]*")?\)/, (m) => link(m[2], [m[1] || m[2]])],
  [/^\[((?:\\.|[^\]\\])+)\]\(([^()\s]+(?:\([^()\s]*\))?)(?:\s+"[^"]*")?\)/, (m, depth) => link(m[2], inline(m[1], depth + 1))],
  [/^<((?:https?:\/\/|mailto:)[^\s<>]+)>/, (m) => link(m[1], [m[1]])],
  [/^https?:\/\/[^\s<>]*[^\s<>.,;:!?)'"\]*_~]/, (m) => link(m[0], [m[0]])],
  [/^\*\*\*(?=\S)([\s\S]*?\S)\*\*\*/, (m, d) => node('strong', [node('em', inline(m[1], d + 1))])],
  [/^\*\*(?=\S)([\s\S]*?\S)\*\*(?!\*)/, (m, d) => node('strong', inline(m[1], d + 1))],
  [/^__(?=\S)([\s\S]*?\S)__(?!_)/, (m, d) => node('strong', inline(m[1], d + 1)), 'word'],
  [/^\*(?=[^\s*])((?:\*\*|[^*])*?[^\s*])\*(?!\*)/, (m, d) => node('em', inline(m[1], d + 1))],
  [/^_(?=[^\s_])((?:__|[^_])*?[^\s_])_(?![\p{L}\p{N}_])/u, (m, d) => node('em', inline(m[1], d + 1)), 'word'],
  [/^~~(?=\S)([\s\S]*?\S)~~/, (m, d) => node('del', inline(m[1], d + 1))],
  [/^:([a-z0-9_+-]+):/, (m) => emoji[m[1]] ?? m[0]],
  [/^@([a-z0-9][a-z0-9._-]*[a-z0-9_-]|[a-z0-9])/i, (m) => node('span', [m[0]], { class: 'mention' }), 'word'],
  [/^ *\n/, () => node('br', [])],
];

const allowed = /^(https?:\/\/|mailto:)/i;

function link(url, children) {
  if (!allowed.test(url)) return node('span', children);
  return node('a', children, { href: url, target: '_blank', rel: 'noopener noreferrer' });
}

// inline reads one paragraph. Nesting has an end, so that no text can make
// the page slow.
export function inline(text, depth = 0) {
  if (depth > 8) return [text];
  const out = [];
  let plain = '';
  let rest = text;
  const put = (made) => {
    if (typeof made === 'string') { plain += made; return; }
    if (plain) out.push(plain);
    plain = '';
    out.push(made);
  };
  for (let before = ''; rest; ) {
    const found = match(rest, before, depth);
    const taken = found ? found.length : plainLength(rest);
    if (found) put(found.made); else plain += rest.slice(0, taken);
    before = rest[taken - 1];
    rest = rest.slice(taken);
  }
  if (plain) out.push(plain);
  return out;
}

const wordBefore = /[\p{L}\p{N}_]/u;

function match(rest, before, depth) {
  for (const [pattern, make, where] of rules) {
    if (where === 'word' && wordBefore.test(before)) continue;
    const m = pattern.exec(rest);
    if (m) return { made: make(m, depth), length: m[0].length };
  }
  return null;
}

// plainLength is how far no rule can begin.
function plainLength(rest) {
  const next = rest.slice(1).search(/[\\`!\[<*_~:@\n]| *\n|(?<![a-z])https?:/);
  return next < 0 ? rest.length : next + 1;
}

const item = /^( *)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const divider = /^ {0,3}([-*_])( *\1){2,} *$/;

// parse reads a whole text, block by block.
export function parse(text, depth = 0) {
  const lines = String(text ?? '').replace(/\r\n?/g, '\n').replace(/\t/g, '    ').split('\n');
  const out = [];
  let at = 0;
  const take = (test) => {
    const from = at;
    while (at < lines.length && test(lines[at])) at++;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at];
    const heading = /^ {0,3}(#{1,6})\s+(.+?)\s*#*$/.exec(line);
    if (!line.trim()) at++;
    else if (/^ {0,3}```/.test(line)) out.push(fence(lines, () => at++, () => at));
    else if (heading) { at++; out.push(node('h' + heading[1].length, inline(heading[2]))); }
    else if (divider.test(line)) { at++; out.push(node('hr', [])); }
    else if (/^ {0,3}>/.test(line)) out.push(node('blockquote', quoted(take((l) => /^ {0,3}>/.test(l)), depth)));
    else if (isTable(lines, at)) out.push(table(take((l) => l.includes('|'))));
    else if (item.test(line)) out.push(list(take((l, i) => item.test(l) || /^ {2,}\S/.test(l)), depth));
    else out.push(node('p', inline(take((l) => l.trim() && !starts(l)).join('\n') || lines[at++])));
  }
  return out;
}

const starts = (l) => /^ {0,3}(```|#{1,6}\s+\S|>)/.test(l) || divider.test(l) || item.test(l);

const quoted = (lines, depth) => {
  const inner = lines.map((l) => l.replace(/^ {0,3}> ?/, '')).join('\n');
  return depth > 4 ? [inner] : parse(inner, depth + 1);
};

function fence(lines, step, at) {
  step();
  const body = [];
  while (at() < lines.length && !/^ {0,3}```/.test(lines[at()])) { body.push(lines[at()]); step(); }
  step();
  return node('pre', [node('code', [body.join('\n')])]);
}

// list reads items, and lists in items by their indentation.
function list(lines, depth) {
  const first = item.exec(lines[0]);
  const base = first[1].length;
  const ordered = /\d/.test(first[2]);
  const items = [];
  for (const l of lines) {
    const m = item.exec(l);
    if (m && (m[1].length <= base + 1 || !items.length)) items.push({ head: m[3], rest: [] });
    else items[items.length - 1].rest.push(l);
  }
  const start = ordered ? parseInt(first[2], 10) : 1;
  return node(ordered ? 'ol' : 'ul', items.map((i) => listItem(i, depth)), start !== 1 ? { start: String(start) } : undefined);
}

function listItem({ head, rest }, depth) {
  const inner = inline(head);
  if (!rest.length || depth > 4) return node('li', inner);
  const strip = Math.min(...rest.map((l) => l.search(/\S/)));
  const below = parse(rest.map((l) => l.slice(strip)).join('\n'), depth + 1);
  return node('li', [...inner, ...below.map((b) => (b.tag === 'p' ? node('div', b.children) : b))]);
}

const rule = /^ *\|? *:?-+:? *(\| *:?-+:? *)*\|? *$/;

const isTable = (lines, at) => lines[at].includes('|') && at + 1 < lines.length && lines[at + 1].includes('-') && rule.test(lines[at + 1])
  && cells(lines[at]).length === cells(lines[at + 1]).length;

function cells(line) {
  const inner = line.trim().replace(/^\|/, '').replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((c) => c.trim().replace(/\\\|/g, '|'));
}

function table(lines) {
  const align = cells(lines[1]).map((c) => (c.endsWith(':') ? (c.startsWith(':') ? 'mid' : 'end') : ''));
  const row = (tag) => (line) => node('tr', align.map((a, i) => node(tag, inline(cells(line)[i] ?? ''), cellAttrs(tag, a))));
  return node('div', [node('table', [
    node('thead', [row('th')(lines[0])]),
    node('tbody', lines.slice(2).map(row('td'))),
  ])], { class: 'table' });
}

const cellAttrs = (tag, align) => {
  const attrs = { ...(tag === 'th' && { scope: 'col' }), ...(align && { class: align }) };
  return Object.keys(attrs).length ? attrs : undefined;
};

function build(tree) {
  if (typeof tree === 'string') return document.createTextNode(tree);
  const made = document.createElement(tree.tag);
  for (const [name, value] of Object.entries(tree.attrs ?? {})) made.setAttribute(name, value);
  made.append(...tree.children.map(build));
  return made;
}

// render gives a fragment that can be put into the page.
export function render(text) {
  const out = document.createDocumentFragment();
  out.append(...parse(text).map(build));
  return out;
}

// The words of the page itself, in both languages. What the bot says comes
// from the bot, in the language of the person who reads it.

const words = {
  de: {
    title: 'Gremienbot – Spielwiese', skip: 'Zum Eingabefeld', playground: 'Spielwiese', people: 'Personen',
    note: 'Alle Personen sind erfunden. Probieren Sie alles aus – nichts davon verlässt diesen Rechner.',
    clockShort: 'Uhr', leftLabel: 'Kanäle und Personen', rightLabel: 'Uhr und Ideen', channels: 'Kanäle',
    youAre: 'Sie sind gerade', offline: 'Die Verbindung ist unterbrochen. Sie wird gleich wieder aufgebaut.',
    messages: 'Nachrichten', newer: 'Neue Nachrichten ↓', thread: 'Unterhaltung', close: 'Schließen',
    clock: 'Uhr der Spielwiese', hour: '+1 Stunde', day: '+1 Tag', toNext: 'Zum nächsten Ereignis',
    jumpTo: 'Zu einem Zeitpunkt springen', jump: 'Springen', jumpWrong: 'Bitte schreiben Sie den Zeitpunkt so: 10.3.2027 10:00.',
    jumpPast: 'Die Uhr geht nur vorwärts. Bitte nennen Sie einen späteren Zeitpunkt.', tryIt: 'Probieren Sie aus', reset: 'Neu beginnen …',
    resetTitle: 'Neu beginnen?', resetText: 'Alle Themen, Umfragen und Nachrichten dieser Spielwiese werden gelöscht.',
    resetYes: 'Löschen und neu beginnen', cancel: 'Abbrechen', send: 'Senden', submit: 'Absenden',
    private: '(Nur für dich sichtbar)', edited: '(bearbeitet)', more: 'Mehr anzeigen', less: 'Weniger anzeigen',
    reply: '{n} Antwort', replies: '{n} Antworten', answer: 'Antworten', optional: '(wahlweise)',
    required: 'Dieses Feld ist erforderlich.', requiredMark: 'erforderlich', pick: 'Auswahl …', typed: 'von {who}',
    actionFailed: 'Fehler bei Aktions-Integration.', writeTo: 'Nachricht an {where}', writeThread: 'Antworten …',
    asWhom: 'Sie schreiben als {who}', emptyHere: 'Hier steht noch nichts. Tippen Sie einen Schrägstrich, um die Befehle zu sehen.',
    emptyDirect: 'Was {bot} nur Ihnen schreibt, steht hier.', direct: '{bot} (Direktnachrichten)', unread: '{n} ungelesen',
    said: 'Neue Nachricht von {who}: {what}', commands: 'Befehle', nextIs: 'Als Nächstes: {what} – {when}', nextNone: 'Zurzeit steht nichts an.',
    moving: 'Die Uhr läuft vor …', today: 'Heute', insert: 'Einsetzen', stepAs: 'als {who}', file: '{n} Datei(en)', deleted: '(gelöscht)',
    failed: 'Das hat nicht geklappt: {why}', loading: 'Die Spielwiese wird geladen …', validation: 'Submission failed with validation errors',
    wrongWord: 'Befehl nicht gefunden.', zone: 'Ortszeit {zone}', bot: 'BOT', number: 'Bitte eine Zahl eingeben.', email: 'Bitte eine E-Mail-Adresse eingeben.',
    tooShort: 'Mindestens {n} Zeichen.',
  },
  en: {
    title: 'Gremienbot – playground', skip: 'To the message box', playground: 'Playground', people: 'People',
    note: 'All people are invented. Try everything – nothing leaves this computer.',
    clockShort: 'Clock', leftLabel: 'Channels and people', rightLabel: 'Clock and ideas', channels: 'Channels',
    youAre: 'You are now', offline: 'The connection is interrupted. It will be restored in a moment.',
    messages: 'Messages', newer: 'New messages ↓', thread: 'Thread', close: 'Close',
    clock: 'Clock of the playground', hour: '+1 hour', day: '+1 day', toNext: 'To the next event',
    jumpTo: 'Jump to a moment', jump: 'Jump', jumpWrong: 'Please write the moment like this: 2027-03-10 10:00.',
    jumpPast: 'The clock only goes forward. Please give a later moment.', tryIt: 'Try it out', reset: 'Start again …',
    resetTitle: 'Start again?', resetText: 'All topics, polls and messages of this playground will be deleted.',
    resetYes: 'Delete and start again', cancel: 'Cancel', send: 'Send', submit: 'Submit',
    private: '(Only visible to you)', edited: '(edited)', more: 'Show more', less: 'Show less',
    reply: '{n} reply', replies: '{n} replies', answer: 'Reply', optional: '(optional)',
    required: 'This field is required.', requiredMark: 'required', pick: 'Select …', typed: 'by {who}',
    actionFailed: 'Action integration error.', writeTo: 'Message to {where}', writeThread: 'Reply …',
    asWhom: 'You write as {who}', emptyHere: 'Nothing here yet. Type a slash to see the commands.',
    emptyDirect: 'What {bot} writes to you alone stands here.', direct: '{bot} (direct messages)', unread: '{n} unread',
    said: 'New message from {who}: {what}', commands: 'Commands', nextIs: 'Next: {what} – {when}', nextNone: 'Nothing is due at the moment.',
    moving: 'The clock runs ahead …', today: 'Today', insert: 'Insert', stepAs: 'as {who}', file: '{n} file(s)', deleted: '(deleted)',
    failed: 'That did not work: {why}', loading: 'Loading the playground …', validation: 'Submission failed with validation errors',
    wrongWord: 'Command not found.', zone: 'Local time {zone}', bot: 'BOT', number: 'Please enter a number.', email: 'Please enter an e-mail address.',
    tooShort: 'At least {n} characters.',
  },
};

let language = localStorage.getItem('language') === 'en' ? 'en' : 'de';

export const lang = () => language;

// t is a text of the page with its {places} filled in.
export function t(key, places = {}) {
  const text = words[language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in places ? String(places[name]) : whole));
}

// both picks from a value such as {de: "…", en: "…"}.
export function both(value) {
  return (value && (value[language] || value.de || value.en)) || '';
}

// translate fills in everything in the page that names a text.
export function translate(root = document) {
  document.documentElement.lang = language;
  document.title = t('title');
  for (const el of root.querySelectorAll('[data-t]')) el.textContent = t(el.dataset.t);
  for (const el of root.querySelectorAll('[data-t-label]')) el.setAttribute('aria-label', t(el.dataset.tLabel));
}

export function switchLanguage() {
  language = language === 'de' ? 'en' : 'de';
  localStorage.setItem('language', language);
}

// el makes an element: attributes, then children; a string child is text.
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== false));
  return made;
}

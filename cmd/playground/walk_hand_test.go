package main

import (
	"fmt"
	"strings"
)

// The visitor's hands: a mouse that goes where something is seen, and keys.

// point clicks in the middle of an element. Where it has moved away before the press,
// the press does nothing and is aimed anew, as people do who see it move. A press that
// hits and comes to nothing is not made again.
func (b *chromium) point(find string) {
	b.t.Helper()
	b.pointed()
	for range 100 {
		at := b.middle(find)
		b.eval(fmt.Sprintf(aim, find), nil)
		for _, kind := range []string{"mouseMoved", "mousePressed", "mouseReleased"} {
			b.mouse(kind, at)
		}
		var hit bool
		b.eval(`window.aimed()`, &hit)
		if hit {
			return
		}
	}
	b.t.Fatalf("it moves about too much to be pressed: %s", find)
}

// aim keeps a press from whatever else may lie where an element lay.
const aim = `(() => {
	let hit;
	const kinds = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'];
	const guard = (event) => {
		hit ??= Boolean((%s)?.contains(event.target));
		if (hit) return;
		event.preventDefault();
		event.stopImmediatePropagation();
	};
	for (const kind of kinds) addEventListener(kind, guard, true);
	window.aimed = () => {
		for (const kind of kinds) removeEventListener(kind, guard, true);
		return Boolean(hit);
	};
})()`

// place is where the mouse is, in pixels of the window.
type place struct{ X, Y float64 }

func (b *chromium) mouse(kind string, at place) {
	b.t.Helper()
	b.call("Input.dispatchMouseEvent", map[string]any{"type": kind, "x": at.X, "y": at.Y, "button": "left", "clickCount": 1}, nil)
}

// middle finds an element by JavaScript, brings it into view, and says where its
// middle is once it lies still and nothing covers it.
func (b *chromium) middle(find string) (at place) {
	b.t.Helper()
	b.await(find)
	b.eval(fmt.Sprintf(`new Promise((done) => {
		let before = '';
		const look = () => {
			const e = %[1]s;
			e?.scrollIntoView({block: 'center', behavior: 'instant'});
			const r = e?.getBoundingClientRect() ?? {};
			const x = r.x + r.width / 2, y = r.y + r.height / 2, now = x + ' ' + y;
			const top = document.elementFromPoint(x, y);
			if (now === before && top && e.contains(top) && !e.disabled) done({X: x, Y: y});
			else { before = now; requestAnimationFrame(look); }
		};
		look();
	})`, find), &at)
	return at
}

// press clicks the first visible element of a selector that contains a text.
func (b *chromium) press(selector, text string) {
	b.t.Helper()
	b.point(fmt.Sprintf(`[...document.querySelectorAll(%q)].find((e) => e.textContent.includes(%q) && e.checkVisibility())`, selector, text))
}

// pressOn clicks a button of the newest card that contains a text.
func (b *chromium) pressOn(card, button string) {
	b.t.Helper()
	b.point(fmt.Sprintf(`[...[...document.querySelectorAll('#posts .post')].findLast((e) => e.textContent.includes(%q))?.querySelectorAll('button.act') ?? []].find((e) => e.textContent.includes(%q))`, card, button))
}

// become chooses a person.
func (b *chromium) become(name string) {
	b.t.Helper()
	b.press(".person", name)
	b.await(fmt.Sprintf(`document.querySelector('#as-whom').textContent.includes(%q) && document.querySelector('#channels .pick')`, name))
}

// enterText sends a command or message from the composer.
func (b *chromium) enterText(text string) {
	b.t.Helper()
	b.press("#composer-text", "")
	b.write(text)
	b.key("Enter")
	if strings.HasPrefix(text, "/") && !strings.Contains(text, " ") {
		b.key("Enter") // the first one took the suggestion
	}
}

// sees waits until one post contains all of some texts.
func (b *chromium) sees(wanted ...string) {
	b.t.Helper()
	b.await(fmt.Sprintf(`[...document.querySelectorAll('.post')].some((e) => %s.every((w) => e.innerText.includes(w)))`, list(wanted)))
	b.read(fmt.Sprintf(`[...document.querySelectorAll('.post')].findLast((e) => %s.every((w) => e.innerText.includes(w)))`, list(wanted)))
}

// list is a JavaScript array of strings.
func list(texts []string) string {
	quoted := make([]string, len(texts))
	for i, s := range texts {
		quoted[i] = fmt.Sprintf("%q", s)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// field goes to a field of the dialog by its label.
func (b *chromium) field(label string) {
	b.t.Helper()
	b.press("dialog .field > label", label)
	b.await(fmt.Sprintf(`document.activeElement.labels?.[0]?.textContent.includes(%q)`, label))
}

// fillIn types into a field of the dialog in place of what is there.
func (b *chromium) fillIn(label, text string) {
	b.t.Helper()
	b.field(label)
	b.call("Input.dispatchKeyEvent", map[string]any{"type": "keyDown", "key": "a", "code": "KeyA", "modifiers": 2, "commands": []string{"selectAll"}}, nil)
	b.call("Input.dispatchKeyEvent", map[string]any{"type": "keyUp", "key": "a", "code": "KeyA", "modifiers": 2}, nil)
	b.write(text)
}

// choose picks the option that begins so from a list of the dialog, for which a person
// would point. It goes there by the arrows: who types its beginning must be quick.
func (b *chromium) choose(label, option string) {
	b.t.Helper()
	b.field(label)
	var from, to int
	b.eval(`document.activeElement.selectedIndex`, &from)
	b.eval(fmt.Sprintf(`[...document.activeElement.options].findIndex((o) => o.text.startsWith(%q))`, option), &to)
	if to < 0 {
		b.t.Fatalf("%s has no option %q", label, option)
	}
	before := b.effort
	for ; from < to; from++ {
		b.key("ArrowDown")
	}
	for ; from > to; from-- {
		b.key("ArrowUp")
	}
	b.effort = before
	b.pointed()
	b.await(fmt.Sprintf(`document.activeElement.selectedOptions[0].text.startsWith(%q)`, option))
}

// strike presses one key after the other.
func (b *chromium) strike(text string) {
	b.t.Helper()
	b.typed(text)
	for _, c := range text {
		b.call("Input.dispatchKeyEvent", map[string]any{"type": "keyDown", "key": string(c), "text": string(c)}, nil)
		b.call("Input.dispatchKeyEvent", map[string]any{"type": "keyUp", "key": string(c)}, nil)
	}
}

// settle sends the dialog and waits until it has been taken.
func (b *chromium) settle() {
	b.t.Helper()
	b.read(`document.querySelector('#form')`)
	b.press("dialog button[type=submit]", "")
	b.await(`!document.querySelector('#form').open`)
}

// nextEvent moves the clock to the next event and says what it showed.
func (b *chromium) nextEvent() string {
	b.t.Helper()
	announced := b.text("#next")
	b.press("#to-next", "") // it is busy from then on
	b.await(`document.querySelector('.clock').getAttribute('aria-busy') === 'false'`)
	return announced
}

// jump types a day, keeps the time of day, and goes there; date is what it is by
// ISO 8601.
func (b *chromium) jump(day, date string) {
	b.t.Helper()
	b.press("#jump label", "")
	b.strike(day)
	b.press("#jump button", "")
	b.awaitAmidNews(fmt.Sprintf(`document.querySelector('.clock').getAttribute('aria-busy') === 'false' && document.querySelector('#now').dateTime.startsWith(%q)`, date))
}

// awaitAmidNews waits for what may take long as long as posts go on arriving.
func (b *chromium) awaitAmidNews(condition string) {
	b.t.Helper()
	for holds := false; !holds; {
		var posts int
		b.eval(`document.querySelectorAll('#posts .post').length`, &posts)
		b.await(fmt.Sprintf(`(%s) || document.querySelectorAll('#posts .post').length > %d`, condition, posts))
		b.eval(fmt.Sprintf(`Boolean(%s)`, condition), &holds)
	}
}

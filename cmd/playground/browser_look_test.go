package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// fill puts a bit of everything on the page.
func fill(s *stage, b *chromium) {
	s.post("Guten Tag! Ich bin der Gremienbot. Die **78. Sitzung** ist am *Mittwoch, 10. März 2027*.\n\n- [Tagesordnung](https://example.org)\n- `/thema` bringt ein Thema ein")
	s.publish(s.poll("Bitte stimmen Sie bis zur Frist ab. Ihre Stimme sieht nur das Gremium."))
	b.await(`document.querySelectorAll('.post').length === 2`)
	b.say("/thema Betriebskosten")
	b.await(`document.querySelectorAll('.post').length === 3`)
}

func TestPageFitsPhoneAndDesk(t *testing.T) {
	t.Parallel()
	s, b := enter(t, 1300, 900)
	fill(s, b)
	for _, scheme := range []string{"light", "dark"} {
		b.scheme(scheme)
		for _, size := range [][2]int{{1300, 900}, {390, 844}} {
			b.resize(size[0], size[1])
			name := fmt.Sprintf("%s-%d", scheme, size[0])
			b.await(fmt.Sprintf(`innerWidth === %d && document.documentElement.scrollWidth <= innerWidth && document.querySelector('main').getBoundingClientRect().right <= innerWidth + 1`, size[0]))
			var tight bool
			b.eval(`document.querySelectorAll('.gutter').length === 0 || [...document.querySelectorAll('.gutter')].some((e) => e.scrollWidth > e.clientWidth)`, &tight)
			if tight {
				t.Errorf("%s: the time beside a post does not fit", name)
			}
			b.picture(name)
			b.contrast(name)
		}
	}
	b.click("#open-left", "")
	b.await(`document.querySelector('#people').checkVisibility() && document.querySelector('#left').contains(document.activeElement)`)
	b.picture("phone-people")
	b.click(".person", "Sina Markt")
	b.await(`!document.querySelector('#people').checkVisibility() && document.querySelector('#as-whom').textContent.includes('Sina Markt')`)
	b.click("#open-right", "")
	b.await(`document.querySelector('.clock').checkVisibility()`)
	b.picture("phone-clock")
	b.key("Escape")
	b.await(`!document.querySelector('.clock').checkVisibility()`)
}

// contrast computes the contrast of every visible text with what is behind it,
// after WCAG 2.1 (1.4.3).
func (b *chromium) contrast(where string) {
	b.t.Helper()
	var weak []string
	b.eval(contrastScript, &weak)
	if len(weak) > 0 {
		b.t.Errorf("%s: too little contrast: %s", where, strings.Join(weak, "; "))
	}
}

const contrastScript = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = (css) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = css; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const over = (top, below) => top.slice(0, 3).map((c, i) => c * top[3] / 255 + below[i] * (1 - top[3] / 255));
  const light = (c) => { const [r, g, b] = c.map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = (e) => { const below = e.parentElement ? ground(e.parentElement) : [255, 255, 255]; return over(rgba(getComputedStyle(e).backgroundColor), below); };
  const weak = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n; (n = walk.nextNode());) {
    const e = n.parentElement, style = getComputedStyle(e);
    if (!n.data.trim() || !e.checkVisibility({opacityProperty: true}) || e.closest('.sr, :disabled, .gutter, script, noscript, option')) continue;
    const back = ground(e), front = over(rgba(style.color), back);
    const [a, z] = [light(front), light(back)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (z + 0.05);
    if (ratio < 4.5) weak.push(n.data.trim().slice(0, 30) + ' ' + ratio.toFixed(2));
  }
  return weak;
})()`

func TestEverythingHasANameAndCanBeReachedByKeyboard(t *testing.T) {
	t.Parallel()
	s, b := enter(t, 1300, 900)
	fill(s, b)
	var nameless []string
	b.eval(`[...document.querySelectorAll('button, select, input, textarea, [role=region], nav, aside')]
		.filter((e) => e.checkVisibility() && !(e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.length))
		.map((e) => e.outerHTML.slice(0, 80))`, &nameless)
	if len(nameless) > 0 {
		t.Errorf("without a name: %q", nameless)
	}
	b.eval(`document.body.focus(); document.querySelector('.skip').focus()`, nil)
	seen := map[string]bool{}
	for range 45 {
		b.key("Tab")
		var at string
		b.eval(`(document.activeElement.id || document.activeElement.dataset.who || document.activeElement.dataset.key?.slice(27) || document.activeElement.className || document.activeElement.tagName) + ' ' + getComputedStyle(document.activeElement).outlineStyle`, &at)
		if name, outline, _ := strings.Cut(at, " "); outline == "none" && name != "BODY" {
			t.Errorf("the focus on %s is not visible", name)
		}
		seen[strings.Fields(at)[0]] = true
	}
	for _, name := range []string{"language", "vorsitz", "s1", "yes", "no", "list", "composer-text", "to-next", "jump-to", "reset"} {
		if !seen[name] {
			t.Errorf("Tab never reaches %s, only %v", name, seen)
		}
	}
}

func TestMarkdownIsSafeAndLikeMattermosts(t *testing.T) {
	t.Parallel()
	_, b := enter(t, 1300, 900)
	for _, c := range markdownCases {
		in, err := json.Marshal(c[0])
		if err != nil {
			t.Fatal(err)
		}
		var got string
		b.eval(fmt.Sprintf(`import('./markdown.js').then((m) => { const d = document.createElement('div'); d.append(m.render(%s)); return d.innerHTML; })`, in), &got)
		if got != c[1] {
			t.Errorf("render(%q)\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

// link is how the page writes a link.
func link(url, text string) string {
	return `<a href="` + url + `" target="_blank" rel="noopener noreferrer">` + text + `</a>`
}

var markdownCases = [][2]string{
	{"**fett** und *kursiv*, ~~weg~~", "<p><strong>fett</strong> und <em>kursiv</em>, <del>weg</del></p>"},
	{"__fett__ _kursiv_ und snake_case_name", "<p><strong>fett</strong> <em>kursiv</em> und snake_case_name</p>"},
	{"***beides***", "<p><strong><em>beides</em></strong></p>"},
	{"eine\nzweite Zeile", "<p>eine<br>zweite Zeile</p>"},
	{"ein Absatz\n\nnoch einer", "<p>ein Absatz</p><p>noch einer</p>"},
	{"`/thema **x**`", "<p><code>/thema **x**</code></p>"},
	{"```\n<b>a</b>\n```", "<pre><code>&lt;b&gt;a&lt;/b&gt;</code></pre>"},
	{"# Groß\n## Kleiner", "<h1>Groß</h1><h2>Kleiner</h2>"},
	{"> Zitat\n> weiter", "<blockquote><p>Zitat<br>weiter</p></blockquote>"},
	{"- a\n- b\n  - c", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"},
	{"1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"},
	{"3. c", `<ol start="3"><li>c</li></ol>`},
	{"2027-03-10", "<p>2027-03-10</p>"},
	{"| A | B |\n|---|--:|\n| 1 | \\| |", `<div class="table"><table><thead><tr><th scope="col">A</th><th scope="col" class="end">B</th></tr></thead><tbody><tr><td>1</td><td class="end">|</td></tr></tbody></table></div>`},
	{"---", "<hr>"},
	{"[Plan](https://example.org/a_(b))", "<p>" + link("https://example.org/a_(b)", "Plan") + "</p>"},
	{"siehe https://example.org/x.", "<p>siehe " + link("https://example.org/x", "https://example.org/x") + ".</p>"},
	{"![Bild](https://example.org/p.png)", "<p>" + link("https://example.org/p.png", "Bild") + "</p>"},
	{"[böse](javascript:alert(1))", "<p><span>böse</span></p>"},
	{"<script>alert(1)</script><img src=x onerror=alert(1)>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;</p>"},
	{`\*kein\* Stern`, "<p>*kein* Stern</p>"},
	{"5 * 3 * 2", "<p>5 * 3 * 2</p>"},
	{"Hallo @l1, a@b.de", `<p>Hallo <span class="mention">@l1</span>, a@b.de</p>`},
	{":white_check_mark: :unbekannt:", "<p>✅ :unbekannt:</p>"},
	{"", ""},
}

package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"
)

// ready says that the page stands and everybody is connected.
const ready = `document.querySelectorAll('.person').length === 4 && document.querySelector('#composer-text') && document.querySelector('#steps li')`

func enter(t *testing.T, width, height int) (*stage, *chromium) {
	t.Helper()
	s := set(t)
	b := browse(t, width, height)
	b.open(s.url, ready)
	t.Cleanup(func() {
		if all := b.complaints(); len(all) > 0 {
			t.Errorf("the page complains: %s", strings.Join(all, "\n"))
		}
	})
	return s, b
}

// say types into the composer and sends.
func (b *chromium) say(text string) {
	b.t.Helper()
	b.eval(`document.getElementById('composer-text').focus()`, nil)
	b.write(text)
	b.key("Enter")
}

func (b *chromium) text(selector string) string {
	b.t.Helper()
	var text string
	b.eval(fmt.Sprintf(`document.querySelector(%q)?.innerText ?? ''`, selector), &text)
	return text
}

func contains(t *testing.T, got string, wanted ...string) {
	t.Helper()
	for _, w := range wanted {
		if !strings.Contains(got, w) {
			t.Errorf("got %q, want %q in it", got, w)
		}
	}
}

func TestSlashMenuTakesFirstAndSendsSecond(t *testing.T) {
	t.Parallel()
	_, b := enter(t, 1300, 900)
	b.write("/")
	b.await(`document.querySelectorAll('.menu li').length === 3`)
	b.picture("menu")
	b.key("ArrowDown")
	b.await(`document.querySelector('.menu [aria-selected=true]').id === document.activeElement.getAttribute('aria-activedescendant')`)
	b.key("ArrowUp")
	b.key("Escape")
	b.await(`document.querySelector('.menu').hidden`)
	b.write("th")
	b.await(`document.querySelectorAll('.menu li').length === 1`)
	contains(t, b.text(".menu li"), "/thema", "[Titel]", "Ein Thema einbringen oder ansehen")
	b.key("Enter")
	b.await(`document.activeElement.value === '/thema ' && !document.querySelector('.post')`)
	b.write("Betriebskosten")
	b.key("Enter")
	b.await(`document.querySelector('.post')`)
	// The answer stands under the name of the person who typed, as on a real server.
	contains(t, b.text(".post"), "Vera Sommer", "BOT", "(Nur für dich sichtbar)", "Ihr Thema Betriebskosten ist eingegangen.")
}

func TestFailedCommandKeepsItsText(t *testing.T) {
	t.Parallel()
	_, b := enter(t, 1300, 900)
	b.say("/thema kaputt")
	b.await(`!document.querySelector('#composer .error').hidden && document.querySelector('#composer-text').value === '/thema kaputt'`)
	b.hears(b.complained, "the browser notices the error")
	if all := b.complaints(); len(all) != 1 || !strings.Contains(all[0], "500") {
		t.Errorf("the browser noticed %q, want one answer of 500", all)
	}
}

func TestACommandIsSentWhileTheOneBeforeIsUnderWay(t *testing.T) {
	t.Parallel()
	s, b := enter(t, 1300, 900)
	b.say("/thema schwierig")
	b.say("/thema Betriebskosten")
	b.await(`document.querySelector('.post')?.textContent.includes('Ihr Thema Betriebskosten ist eingegangen.')`)
	close(s.think)
	b.await(`document.querySelector('#posts').textContent.includes('Das war schwierig.')`)
}

func TestPressMovesTheCardAndAnswersInItsThread(t *testing.T) {
	t.Parallel()
	s, b := enter(t, 1300, 900)
	s.publish(s.poll("Bitte stimmen Sie ab."))
	b.click(".person", "Lena Berg")
	b.await(`document.querySelector('#as-whom').textContent.includes('Lena Berg')`)
	b.click(".act", "Ja")
	b.await(`document.querySelector('.card').textContent.includes('l1 mit Ja')`)
	contains(t, b.text(".post"), "(bearbeitet)")
	b.click(".replies", "1 Antwort")
	b.await(`document.querySelectorAll('#thread-posts .post').length === 2`)
	contains(t, b.text("#thread-posts"), "Ihre Stimme: Ja", "(Nur für dich sichtbar)")
	b.picture("thread")
	b.eval(`(() => { const list = document.querySelector('select.act'); list.value = 'zwei'; list.dispatchEvent(new Event('change')); })()`, nil)
	b.await(`document.querySelector('.card').textContent.includes('l1 mit zwei')`)
	b.click(".person", "Lars Thal")
	b.await(`document.querySelector('#as-whom').textContent.includes('Lars Thal') && document.querySelector('.card')`)
	if got := b.text("#posts"); strings.Contains(got, "Antwort") {
		t.Errorf("somebody else's private answer is counted: %q", got)
	}
}

func TestDialogShowsErrorsAndKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	s, b := enter(t, 1300, 900)
	b.say("/bedarf ")
	b.await(`document.querySelector('dialog[open]') && document.activeElement.id === 'field-0'`)
	contains(t, b.text("dialog"), "Bedarf melden", "Titel *", "Wer ist betroffen? (wahlweise)", "Gemeinden unter 20.000 Einwohnern.")
	b.click("dialog button", "Melden")
	b.await(`document.querySelector('#field-0-error').textContent === 'Dieses Feld ist erforderlich.'`)
	b.write("Wohnsitzanmeldung")
	b.click("dialog button", "Melden")
	b.await(`document.querySelector('#field-1-error').textContent.includes('wer betroffen ist')`)
	b.await(`document.querySelector('#field-0').value === 'Wohnsitzanmeldung' && document.activeElement.id === 'field-1'`)
	b.picture("dialog")
	b.write("Gemeinden")
	b.click("dialog button", "Melden")
	b.await(`!document.querySelector('dialog').open && document.querySelector('.post')`)
	contains(t, b.text(".post"), "Bedarf Wohnsitzanmeldung gemeldet.")
	s.mu.Lock()
	defer s.mu.Unlock()
	last := s.sent[len(s.sent)-1]
	if last["urgent"] != "2" || last["hearing"] != false || last["who"] != "Gemeinden" {
		t.Errorf("the dialog sent %v", last)
	}
}

func TestDialogLeavesOnEscape(t *testing.T) {
	t.Parallel()
	_, b := enter(t, 1300, 900)
	b.say("/bedarf ")
	b.await(`document.querySelector('dialog[open]')`)
	b.key("Escape")
	b.await(`!document.querySelector('dialog').open`)
}

func TestLongTextsAreFolded(t *testing.T) {
	t.Parallel()
	s, b := enter(t, 1300, 900)
	long := strings.Repeat("Zeile\n\n", 12)
	p := s.poll(long)
	p.Message = strings.Repeat("Tagesordnungspunkt\n\n", 40)
	s.publish(p)
	b.await(`document.querySelectorAll('.fold').length === 2`)
	var heights []int
	b.eval(`[...document.querySelectorAll('.foldable')].map((e) => e.clientHeight)`, &heights)
	if !slices.Equal(heights, []int{600, 200}) {
		t.Errorf("folded at %v pixels, want 600 and 200", heights)
	}
	// On a narrow page what follows stands below the button and not beside it.
	var display string
	b.eval(`getComputedStyle(document.querySelector('.fold')).display`, &display)
	if display != "block" {
		t.Errorf("the button that unfolds is laid out as %q, and sticks to what follows it", display)
	}
	b.click(".fold", "Mehr anzeigen")
	b.await(`document.querySelector('.foldable').clientHeight > 600 && document.querySelector('.fold').textContent === 'Weniger anzeigen'`)
}

func TestDirectMessagesShowABadgeAtThePersonAndTheChannel(t *testing.T) {
	t.Parallel()
	s, b := enter(t, 1300, 900)
	direct := s.directly("l2")
	b.await(`window.performance.getEntriesByType('resource').filter((e) => e.name.endsWith('/commands/autocomplete')).length === 4`)
	s.publish(&model.Post{ChannelId: direct, Message: "Bitte denken Sie an die **Einladung**."})
	b.await(`document.querySelector('[data-who=l2] .badge')`)
	b.click(".person", "Lars Thal")
	b.await(`document.querySelector('#channels .badge')`)
	b.picture("badge")
	b.click("#channels .pick", "gremienbot")
	b.await(`document.querySelector('.post') && !document.querySelector('.left .badge')`)
	contains(t, b.text(".post"), "gremienbot", "BOT", "Bitte denken Sie an die Einladung.")
}

func TestNewsDoesNotTakeAClickAway(t *testing.T) {
	t.Parallel()
	s, b := enter(t, 1300, 900)
	direct := s.directly("l2")
	b.await(`window.performance.getEntriesByType('resource').filter((e) => e.name.endsWith('/commands/autocomplete')).length === 4`)
	at := b.middle(`document.querySelector('[data-who=s1]')`)
	b.mouse("mouseMoved", at)
	b.mouse("mousePressed", at)
	s.post("Für alle.")
	s.publish(&model.Post{ChannelId: direct, Message: "Für Lars."})
	var drawn bool
	b.eval(`new Promise((done) => {
		let frames = 30;
		const look = () => document.querySelector('[data-who=l2] .badge') ? done(true) : frames-- ? requestAnimationFrame(look) : done(false);
		look();
	})`, &drawn)
	if drawn {
		t.Error("the list was drawn anew under the pressed button")
	}
	b.mouse("mouseReleased", at)
	b.await(`document.querySelector('#as-whom').textContent.includes('Sina Markt') && document.querySelector('[data-who=l2] .badge') && document.querySelector('.post')`)
}

func TestConsecutivePostsAreJoined(t *testing.T) {
	t.Parallel()
	s, b := enter(t, 1300, 900)
	s.post("eins")
	s.post("zwei")
	b.await(`document.querySelectorAll('.post').length === 2`)
	b.await(`document.querySelectorAll('.author').length === 1 && document.querySelectorAll('.post.joined').length === 1`)
}

func TestClockMovesAndNamesWhatIsNext(t *testing.T) {
	t.Parallel()
	_, b := enter(t, 1300, 900)
	contains(t, b.text(".clock"), "Montag, 1. März 2027", "13:00 Uhr", "Einladung zur 78. Sitzung")
	b.click("button", "+1 Stunde")
	b.await(`document.querySelector('#now').textContent.includes('14:00')`)
	b.click("button", "+1 Tag")
	b.await(`document.querySelector('#now').textContent.includes('2. März 2027')`)
	b.click("button", "Zum nächsten Ereignis")
	b.await(`document.querySelector('#now').textContent.includes('3. März 2027') && document.querySelector('#to-next').disabled`)
	b.jumpTo("1.6.2027 9:30")
	b.await(`document.querySelector('#now').textContent.includes('1. Juni 2027') && document.querySelector('#now').textContent.includes('09:30')`)
}

// jumpTo writes a moment into the field below the clock.
func (b *chromium) jumpTo(moment string) {
	b.t.Helper()
	b.eval(fmt.Sprintf(`(() => { const i = document.getElementById('jump-to'); i.value = %q; i.form.requestSubmit(); })()`, moment), nil)
}

func TestClockReadsAndShowsMomentsInTheLanguageOfThePage(t *testing.T) {
	t.Parallel()
	_, b := enter(t, 1300, 900)
	b.await(`document.querySelector('#jump-to').value === '1.3.2027 13:00'`)
	for wrong, said := range map[string]string{"morgen": "so: 10.3.2027 10:00", "31.2.2027": "so: 10.3.2027 10:00", "28.2.2027 10:00": "nur vorwärts"} {
		b.jumpTo(wrong)
		b.await(fmt.Sprintf(`document.querySelector('#clock-error').checkVisibility() && document.querySelector('#clock-error').textContent.includes(%q)`, said))
	}
	b.jumpTo("2. 3. 2027")
	b.await(`document.querySelector('#now').textContent.includes('2. März 2027 um 13:00') && !document.querySelector('#clock-error').checkVisibility()`)
	b.click("#language", "English")
	b.eval(`document.activeElement.blur()`, nil)
	b.jumpTo("2027-03-02 14:30")
	b.await(`document.querySelector('#now').textContent.includes('2 March 2027 at 14:30') && document.querySelector('.clock').getAttribute('aria-busy') !== 'true'`)
	b.eval(`document.activeElement.blur()`, nil)
	b.click("button", "+1 hour")
	b.await(`document.querySelector('#jump-to').value === '2027-03-02 15:30'`)
}

func TestStepBecomesThePersonAndFillsTheComposer(t *testing.T) {
	t.Parallel()
	_, b := enter(t, 1300, 900)
	b.click(".step", "/thema Betriebskosten nach EfA")
	b.await(`document.querySelector('#as-whom').textContent.includes('Lena Berg') && document.activeElement.value === '/thema Betriebskosten nach EfA'`)
	b.key("Enter")
	b.await(`document.querySelector('.post')`)
	contains(t, b.text(".post"), "Lena Berg", "eingegangen")
}

func TestLanguageAndReset(t *testing.T) {
	t.Parallel()
	s, b := enter(t, 1300, 900)
	b.click("#language", "English")
	b.await(`document.documentElement.lang === 'en' && document.querySelector('.top').textContent.includes('All people are invented')`)
	contains(t, b.text("#people"), "Districts", "Member")
	b.click("#reset", "Start again")
	b.click("dialog button", "Delete and start again")
	select {
	case <-s.reset:
	case <-t.Context().Done():
		t.Error("nothing was reset")
	}
}

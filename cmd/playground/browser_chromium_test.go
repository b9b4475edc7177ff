package main

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// patience bounds everything a test waits for in the browser. Founding the committee
// anew is the longest, and takes a minute where one processor does many things.
const patience = 3 * time.Minute

// chromium is a headless browser with one tab, driven over the DevTools
// protocol.
type chromium struct {
	t       *testing.T
	sock    *websocket.Conn
	session string

	mu      sync.Mutex
	number  int
	waiting map[int]chan answer
	crashes []string // what the page complained of

	loaded     chan struct{} // told when a page has been loaded
	complained chan struct{} // told when the page complains

	effort
}

type answer struct {
	ID        int             `json:"id"`
	Method    string          `json:"method"`
	SessionID string          `json:"sessionId"`
	Params    json.RawMessage `json:"params"`
	Result    json.RawMessage `json:"result"`
	Error     *struct {
		Message string `json:"message"`
	} `json:"error"`
}

// browse starts a browser that ends with the test. Without Chromium the test
// fails, because a page nobody has looked at is not tested.
func browse(t *testing.T, width, height int) *chromium {
	t.Helper()
	b := &chromium{t: t, waiting: map[int]chan answer{}, loaded: make(chan struct{}, 1), complained: make(chan struct{}, 1)}
	b.sock = dialDevTools(t, launch(t))
	go b.listen()
	var target struct{ TargetID string }
	b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	var attached struct{ SessionID string }
	b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &attached)
	b.session = attached.SessionID
	b.call("Page.enable", nil, nil)
	b.call("Runtime.enable", nil, nil)
	b.call("Log.enable", nil, nil)
	b.resize(width, height)
	b.scheme("light")
	return b
}

func findChromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path
		}
	}
	t.Fatal("no Chromium found: install the package chromium (apt-get install chromium), or set CHROMIUM")
	return ""
}

// launch returns the address of the DevTools.
func launch(t *testing.T) string {
	t.Helper()
	home, err := os.MkdirTemp("", "playground-browser-")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(findChromium(t), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-renderer-backgrounding", "--disable-background-timer-throttling", "--disable-backgrounding-occluded-windows",
		"--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
		"--hide-scrollbars", "--remote-debugging-port=0", "--user-data-dir="+home, "about:blank")
	errs, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatalf("starting Chromium: %v", err)
	}
	var listening sync.WaitGroup
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		listening.Wait()
		_ = os.RemoveAll(home)
	})
	lines := bufio.NewScanner(errs)
	for lines.Scan() {
		if _, address, found := strings.Cut(lines.Text(), "DevTools listening on "); found {
			listening.Go(func() { _, _ = io.Copy(io.Discard, errs) }) // a browser that nobody hears would stand still
			return address
		}
	}
	t.Fatal("Chromium ended before it listened")
	return ""
}

func dialDevTools(t *testing.T, address string) *websocket.Conn {
	t.Helper()
	sock, resp, err := websocket.DefaultDialer.DialContext(t.Context(), address, nil)
	if err != nil {
		t.Fatalf("dialling the DevTools: %v", err)
	}
	_ = resp.Body.Close()
	t.Cleanup(func() { _ = sock.Close() })
	return sock
}

func (b *chromium) listen() {
	for {
		var a answer
		if err := b.sock.ReadJSON(&a); err != nil {
			return
		}
		b.mu.Lock()
		if waiting, ok := b.waiting[a.ID]; ok && a.ID > 0 {
			delete(b.waiting, a.ID)
			waiting <- a
		}
		if a.Method == "Runtime.exceptionThrown" || (a.Method == "Log.entryAdded" && strings.Contains(string(a.Params), `"error"`)) {
			b.crashes = append(b.crashes, string(a.Params))
			tell(b.complained)
		}
		b.mu.Unlock()
		if a.Method == "Page.loadEventFired" {
			tell(b.loaded)
		}
	}
}

// tell notes something for whoever will ask.
func tell(about chan struct{}) {
	select {
	case about <- struct{}{}:
	default: // nobody has asked about the last one
	}
}

// hears waits until it is told something.
func (b *chromium) hears(about chan struct{}, what string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), patience)
	defer cancel()
	select {
	case <-about:
	case <-ctx.Done():
		b.t.Fatalf("waited in vain: %s", what)
	}
}

// reloads does what makes the page load anew, and waits for that.
func (b *chromium) reloads(do func()) {
	b.t.Helper()
	select {
	case <-b.loaded:
	default:
	}
	do()
	b.hears(b.loaded, "the page is loaded again")
}

// complaints returns what the page has thrown or logged as an error, and
// forgets it.
func (b *chromium) complaints() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := b.crashes
	b.crashes = nil
	return all
}

func (b *chromium) call(method string, params map[string]any, into any) {
	b.t.Helper()
	heard := make(chan answer, 1)
	b.mu.Lock()
	b.number++
	b.waiting[b.number] = heard
	err := b.sock.WriteJSON(map[string]any{"id": b.number, "method": method, "params": params, "sessionId": b.session})
	b.mu.Unlock()
	if err != nil {
		b.t.Fatalf("%s: %v", method, err)
	}
	ctx, cancel := context.WithTimeout(b.t.Context(), patience)
	defer cancel()
	select {
	case a := <-heard:
		if a.Error != nil {
			b.t.Fatalf("%s: %s", method, a.Error.Message)
		}
		if into != nil {
			if err := json.Unmarshal(a.Result, into); err != nil {
				b.t.Fatalf("%s: %v", method, err)
			}
		}
	case <-ctx.Done():
		b.t.Fatalf("%s: no answer; the page said %v", method, b.complaints())
	}
}

func (b *chromium) resize(width, height int) {
	b.call("Emulation.setDeviceMetricsOverride", map[string]any{
		"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500,
	}, nil)
}

// scheme shows the page to somebody who likes it light or dark and nothing that
// moves: colours that are on their way have no contrast yet.
func (b *chromium) scheme(name string) {
	b.call("Emulation.setEmulatedMedia", map[string]any{
		"features": []map[string]string{{"name": "prefers-color-scheme", "value": name}, {"name": "prefers-reduced-motion", "value": "reduce"}},
	}, nil)
}

// open loads a page and waits until it says so itself. The one before may be the same
// page and ready, so that the load is waited for first.
func (b *chromium) open(url, ready string) {
	b.t.Helper()
	b.reloads(func() { b.call("Page.navigate", map[string]any{"url": url}, nil) })
	b.await(ready)
}

// eval runs JavaScript and decodes its value, promises included.
func (b *chromium) eval(script string, into any) {
	b.t.Helper()
	var got struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails json.RawMessage
	}
	b.call("Runtime.evaluate", map[string]any{"expression": script, "awaitPromise": true, "returnByValue": true, "userGesture": true}, &got)
	if got.ExceptionDetails != nil {
		b.t.Fatalf("%s\n%s", script, got.ExceptionDetails)
	}
	if into != nil {
		if err := json.Unmarshal(got.Result.Value, into); err != nil {
			b.t.Fatalf("%s: %v in %s", script, err, got.Result.Value)
		}
	}
}

// await waits until a JavaScript expression is true, looking whenever the page
// has changed.
func (b *chromium) await(condition string) {
	b.t.Helper()
	script := fmt.Sprintf(`new Promise((done) => {
		const holds = () => { try { return Boolean(%[1]s); } catch { return false; } };
		const look = () => { if (holds()) { clearInterval(tick); clearTimeout(end); watch.disconnect(); done(''); } };
		const watch = new MutationObserver(look);
		const tick = setInterval(look, 40);
		const end = setTimeout(() => { clearInterval(tick); watch.disconnect(); done(document.body.innerText || '(empty)'); }, %[2]d);
		watch.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
		look();
	})`, condition, (patience - 5*time.Second).Milliseconds())
	var seen string
	b.eval(script, &seen)
	if seen != "" {
		b.picture("failed")
		b.t.Fatalf("waiting for %s; the page complains %v and shows:\n%s", condition, b.complaints(), seen)
	}
}

// click clicks the first visible element that a selector finds and whose text
// contains what is given.
func (b *chromium) click(selector, text string) {
	b.t.Helper()
	find := fmt.Sprintf(`[...document.querySelectorAll(%q)].find((e) => e.textContent.includes(%q) && e.checkVisibility())`, selector, text)
	b.await(find)
	b.eval(find+".click()", nil)
}

// write types text into what has the focus.
func (b *chromium) write(text string) {
	b.t.Helper()
	b.typed(text)
	b.call("Input.insertText", map[string]any{"text": text}, nil)
}

// key presses a key such as Enter, Escape, Tab or ArrowDown.
func (b *chromium) key(name string) {
	b.t.Helper()
	b.typed(" ")
	codes := map[string]int{"Enter": 13, "Escape": 27, "Tab": 9, "ArrowDown": 40, "ArrowUp": 38}
	press := map[string]any{"type": "keyDown", "key": name, "code": name, "windowsVirtualKeyCode": codes[name]}
	if name == "Enter" {
		press["text"] = "\r"
	}
	b.call("Input.dispatchKeyEvent", press, nil)
	b.call("Input.dispatchKeyEvent", map[string]any{"type": "keyUp", "key": name, "code": name, "windowsVirtualKeyCode": codes[name]}, nil)
}

// picture is a PNG of what is visible, also written to the folder that the
// environment variable PLAYGROUND_PICTURES names, if it is set.
func (b *chromium) picture(name string) []byte {
	b.t.Helper()
	var shot struct{ Data string }
	b.call("Page.captureScreenshot", map[string]any{"format": "png"}, &shot)
	png, err := base64.StdEncoding.DecodeString(shot.Data)
	if err != nil {
		b.t.Fatal(err)
	}
	if folder := os.Getenv("PLAYGROUND_PICTURES"); folder != "" {
		if err := os.WriteFile(folder+"/"+name+".png", png, 0o600); err != nil {
			b.t.Fatal(err)
		}
	}
	return png
}

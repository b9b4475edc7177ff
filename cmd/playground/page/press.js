// What arrives while something is being pressed is drawn once it is let go: a
// button that is drawn anew between the press and the release gets no click.

let pressed = false;
const later = new Set();

// whenLetGo draws now, or after the click that is under way.
export function whenLetGo(draw) {
  if (pressed) later.add(draw);
  else draw();
}

// letGo waits for the click, which the browser sends right after the release.
const letGo = () => setTimeout(() => {
  pressed = false;
  const due = [...later];
  later.clear();
  for (const draw of due) draw();
});

addEventListener('pointerdown', () => { pressed = true; }, true);
for (const end of ['pointerup', 'pointercancel']) addEventListener(end, letGo, true);
addEventListener('blur', letGo); // of the window: the release happens elsewhere

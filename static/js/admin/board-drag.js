/* Moving a session with a mouse, a finger or a pen. Fingers drag its handle, so that the board can still be scrolled. */
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`board:${name}`, { detail }));
const ENOUGH = 5; // pixels: less is a click
const EDGE = 36, STEP = 16;
let drag = null;

/* Minutes after midnight at this height: between two hours they are counted evenly, and before the first one, too. */
function minutes(y) {
  const hours = [...document.querySelectorAll(".board__hour")];
  const box = (hours.findLast((it) => it.getBoundingClientRect().top <= y) ?? hours[0]);
  const { top, height } = box.getBoundingClientRect();
  return box.dataset.from * 60 + Math.min((y - top) / height, 1) * 60;
}

function room(x) {
  const columns = [...document.querySelectorAll(".board__room")];
  return (columns.findLast((it) => it.getBoundingClientRect().left <= x) ?? columns[0]).dataset.room;
}

/* At the edge of the board or of the window there may be more to see. */
function look(x, y) {
  const board = document.querySelector(".board__scroll"), { left, right, top, bottom } = board.getBoundingClientRect();
  const ahead = (at, low, high) => (Math.abs(at - low) < EDGE ? -STEP : Math.abs(at - high) < EDGE ? STEP : 0);
  board.scrollBy(ahead(x, Math.max(left, 0), Math.min(right, innerWidth)), ahead(y, Math.max(top, 0), Math.min(bottom, innerHeight)));
  scrollBy(0, ahead(y, 0, innerHeight));
}

function begin({ card, y }) {
  drag.begun = true;
  card.dataset.dragged = "true";
  const inTray = card.closest("[data-tray]");
  drag.grip = inTray ? 0 : minutes(y) - Number(card.dataset.start);
  tell("pick", card);
}

function end(name) {
  if (drag?.begun) {
    tell(name);
    delete drag.card.dataset.dragged;
    document.addEventListener("click", (event) => event.preventDefault(), { capture: true, once: true });
    setTimeout(() => document.dispatchEvent(new MouseEvent("click"))); // where no click follows, the next one counts
  }
  drag = null;
}

document.addEventListener("pointerdown", (event) => {
  const card = event.target.closest?.("[data-card]");
  const grabs = event.pointerType === "mouse" || event.target.closest?.("[data-handle]");
  if (!card || event.button || !grabs || !document.querySelector(".board__hour")?.offsetParent) return;
  drag = { card, x: event.clientX, y: event.clientY, pointer: event.pointerId };
});

document.addEventListener("pointermove", (event) => {
  if (drag?.pointer !== event.pointerId) return;
  const { clientX: x, clientY: y } = event;
  if (!drag.begun && Math.hypot(x - drag.x, y - drag.y) < ENOUGH) return;
  if (!drag.begun) begin(drag);
  look(x, y);
  const start = Math.round((minutes(y) - drag.grip) / 5) * 5;
  tell("place", () => ({ start, room: room(x) }));
});

document.addEventListener("pointerup", (event) => drag?.pointer === event.pointerId && end("drop"));
document.addEventListener("pointercancel", () => end("cancel"));
document.addEventListener("keydown", (event) => event.key === "Escape" && end("cancel"));
document.addEventListener("dragstart", (event) => event.target.closest?.("[data-card]") && event.preventDefault());

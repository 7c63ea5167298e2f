/* Moving a session with the keyboard: space picks it up, arrows move it, enter keeps it, escape takes it back. */
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`board:${name}`, { detail }));
const isHeld = (card) => card.classList.contains("card--held");
const steps = { ArrowUp: -5, ArrowDown: 5, PageUp: -60, PageDown: 60 };

function beside(room, by) {
  const rooms = [...document.querySelectorAll(".board__room")].map((it) => it.dataset.room);
  return rooms[Math.min(Math.max(rooms.indexOf(room) + by, 0), rooms.length - 1)];
}

function moved(key, longer) {
  if (longer) return ({ length }) => ({ length: (length ?? 30) + steps[key] });
  if (key in steps) return ({ start }) => ({ start: start + steps[key] });
  return ({ room }) => ({ room: beside(room, key === "ArrowLeft" ? -1 : 1) });
}

document.addEventListener("keydown", (event) => {
  const { key } = event;
  const card = event.target.closest?.("[data-card]");
  if (key === "Escape") tell("cancel");
  if (!card || event.ctrlKey || event.altKey || event.metaKey || !document.querySelector(".board__room")) return;
  if (key === " " && !isHeld(card)) tell("pick", card);
  else if (!isHeld(card)) return;
  else if (key === "Enter" || key === " ") tell("drop");
  else if (key in steps || key === "ArrowLeft" || key === "ArrowRight") tell("place", moved(key, event.shiftKey && key in steps));
  else return;
  event.preventDefault();
});

// Whoever goes on without keeping it has left it where it was.
document.addEventListener("focusout", ({ target }) => {
  const card = target.closest?.(".card--held");
  if (!card || card.dataset.dragged) return;
  setTimeout(() => {
    if (isHeld(card) && !card.contains(document.activeElement)) tell("cancel");
  });
});

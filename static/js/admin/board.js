/* The schedule board: holds the session that is being moved, and says where it is. Keys and pointers speak to it by
   events: board:pick, board:place, board:drop, board:cancel. What is dropped goes on to board-send. */
const told = document.getElementById("board-told");
let held = null;

const board = () => document.getElementById("board");
const rooms = () => [...document.querySelectorAll(".board__room")];
const two = (number) => String(number).padStart(2, "0");
const clock = (minutes, mark = board().dataset.mark) => two(Math.floor(minutes / 60) % 24) + mark + two(minutes % 60);
const say = (words) => { told.textContent = words; };

function pick(card) {
  const { start, length, room } = card.dataset;
  const home = { ...card.dataset }, words = [...card.querySelectorAll(".card__when, .card__where")].map((it) => it.textContent);
  held = { card, home, words, parent: card.parentNode, next: card.nextSibling, length: length ? Number(length) : null };
  Object.assign(held, { start: start ? Number(start) : board().dataset.first * 60, room, fresh: !start });
  if (held.fresh) held.length ??= 45;
  card.classList.add("card--held");
  say(`${told.dataset.picked} ${card.querySelector("a").textContent}`);
  if (held.fresh && !card.dataset.dragged) place({}); // a pointer says at once where it is
}

function place({ start = held.start, length = held.length, room = held.room }) {
  const { first, last } = board().dataset, lasting = length ?? 30;
  held.length = length === null ? null : Math.max(5, length);
  held.start = Math.min(Math.max(start, 0), 24 * 60 - 5);
  const { card } = held, column = rooms().find((it) => it.dataset.room === room) ?? rooms()[0];
  held.room = column.dataset.room;
  // What lies before or after the hours that are drawn is shown at their edge; its time stands in words.
  const begin = Math.min(Math.max(held.start, first * 60), last * 60 - 5), end = Math.min(Math.max(held.start + lasting, begin + 5), last * 60);
  const numbers = { from: begin / 60, fromStep: (begin % 60) / 5, to: end / 60, toStep: (end % 60) / 5 };
  for (const [name, value] of Object.entries(numbers)) card.dataset[name] = Math.floor(value);
  card.dataset.column = column.dataset.column;
  const when = held.length === null ? clock(held.start) : `${clock(held.start)}–${clock(held.start + held.length)}`;
  const where = `\u2068${column.querySelector("b").textContent}\u2069`; // a name that runs the other way keeps to itself
  card.querySelector(".card__when").textContent = when;
  card.querySelector(".card__where").textContent = where;
  const tray = card.closest("[data-tray]");
  if (tray) {
    tray.style.minBlockSize = `${tray.offsetHeight}px`; // or the page would move under the pointer
    document.querySelector("[data-cards]").append(card);
    card.querySelector("a").focus({ preventScroll: true });
  }
  if (!card.dataset.dragged) card.scrollIntoView({ block: "nearest", inline: "nearest" });
  say(`${where}, ${when}${held.length === null ? "" : ` (${held.length} ${told.dataset.long})`}`);
}

function release() {
  const { card } = held;
  card.classList.remove("card--held");
  held = null;
}

function cancel() {
  const { card, home, words, parent, next } = held, hasFocus = card.contains(document.activeElement);
  for (const name of Object.keys(card.dataset)) if (!(name in home)) delete card.dataset[name];
  Object.assign(card.dataset, home);
  card.querySelectorAll(".card__when, .card__where").forEach((it, number) => { it.textContent = words[number]; });
  if (card.parentNode !== parent) parent.insertBefore(card, next);
  if (hasFocus) card.querySelector("a").focus();
  release();
  say(`${told.dataset.kept} ${card.querySelector("a").textContent}`);
}

function drop() {
  const { card, home, start, length, room } = held;
  const data = new FormData();
  const sent = { day: home.day, shown: home.day, rooms: board().dataset.rooms, time: clock(start, ":"), length: length ?? "", room, seen: home.seen };
  for (const [name, value] of Object.entries(sent)) data.append(name, value);
  release();
  document.dispatchEvent(new CustomEvent("board:send", { detail: { address: home.address, data, focus: card.querySelector("a").id } }));
}

const when = (name, act) => document.addEventListener(`board:${name}`, (event) => act(event.detail));
when("pick", pick);
when("place", (change) => held && place(change(held)));
when("drop", () => held && drop());
when("cancel", () => held && cancel());

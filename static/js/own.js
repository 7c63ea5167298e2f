// My programme: the page brings every session along, and this shows those that the device keeps, or that the address names.
const all = document.querySelector("template[data-own-all]");
const next = document.querySelector("[data-next]");
const NEAR = 120; // minutes, as on the server
if (all && next) {
  const keep = document.querySelector("[data-keep]");
  const list = document.querySelector("[data-own-list]");
  const plural = new Intl.PluralRules(document.documentElement.lang);
  const frozen = document.documentElement.dataset.clock;
  const now = () => (frozen ? Date.parse(frozen) : Date.now());
  const query = new URLSearchParams(location.search);
  const named = new Set([...query.getAll("session"), ...(query.get("s") || "").split(".")].filter(Boolean));
  const kept = () => {
    try {
      return new Set(JSON.parse(localStorage.getItem(`own:${keep.dataset.event}`))?.sessions);
    } catch { return new Set(); }
  };
  const has = (names, row) => names.has(row.dataset.session) || names.has(row.dataset.key);
  const begins = (row) => Date.parse(row.dataset.starts);
  const happens = (row) => row.dataset.starts && !row.matches(".session--cancelled");
  const meet = (one, other) => one !== other && begins(one) < Date.parse(other.dataset.ends) && begins(other) < Date.parse(one.dataset.ends);
  const clash = (other) => {
    const told = document.querySelector("template[data-own-clash]").content.cloneNode(true).firstElementChild;
    const title = other.querySelector(".session__title a").cloneNode(true);
    const words = Object.assign(document.createElement("span"), { lang: title.lang, textContent: title.textContent });
    const [before, after] = told.textContent.trim().split("%title%");
    told.replaceChildren(before, words, after);
    return told;
  };
  const count = (rows) => {
    const row = rows.filter((one) => happens(one) && begins(one) > now()).sort((one, other) => begins(one) - begins(other))[0];
    next.hidden = !row;
    if (!row) return;
    const minutes = Math.ceil((begins(row) - now()) / 60000), near = minutes <= NEAR;
    const figure = next.querySelector("[data-figure]"), small = document.createElement("small");
    const one = plural.select(minutes) === "one";
    small.textContent = near ? (one ? figure.dataset.one : figure.dataset.many) : row.closest(".day").querySelector(".day__name").textContent;
    const time = row.closest(".slot").querySelector("time");
    figure.replaceChildren(near ? String(minutes) : time.cloneNode(true), " ", small);
    next.querySelector("[data-title]").replaceChildren(...row.querySelector(".session__title").cloneNode(true).childNodes);
    const way = [row.querySelector(".session__room"), row.querySelector(".session__way")].filter(Boolean);
    next.querySelector("[data-where]").replaceChildren(...way.flatMap((part) => [...part.cloneNode(true).childNodes, " · "]).slice(0, -1));
  };
  const shown = new Set(); // what was taken away stays until the next visit, with an empty star
  const draw = () => {
    const mineNow = named.size ? named : kept();
    for (const slug of mineNow) shown.add(slug);
    const copy = all.content.cloneNode(true);
    for (const row of copy.querySelectorAll("[data-session]")) if (!has(shown, row)) row.remove();
    for (const part of copy.querySelectorAll(".slot, .day")) if (!part.querySelector("[data-session]")) part.remove();
    const rows = [...copy.querySelectorAll("[data-session]")].filter((row) => has(mineNow, row));
    const mine = rows.filter((row) => happens(row) && row.dataset.ends);
    for (const row of mine) row.querySelector(".session__body").append(...mine.filter((other) => meet(row, other)).map(clash));
    const held = document.activeElement.closest("[data-own-list] .star")?.value;
    list.replaceChildren(copy);
    if (held) list.querySelector(`.star[value="${held}"]`)?.focus();
    document.querySelector("[data-own-empty]").hidden = shown.size > 0;
    document.querySelector("[data-own-tools]").hidden = !rows.length;
    const keys = rows.map((row) => row.dataset.key).join(".");
    for (const one of document.querySelectorAll("[data-base]")) {
      const address = `${one.dataset.base}?s=${keys}`;
      if (one.localName === "a") one.href = address;
      else if (one.localName === "input") one.value = address;
      else if (one.closest("details").open) one.replaceChildren(Object.assign(document.createElement("img"), { src: address, alt: one.dataset.alt }));
    }
    count(rows);
    document.dispatchEvent(new Event("own:draw"));
  };
  document.addEventListener("own", draw);
  document.querySelector("[data-send]").addEventListener("toggle", draw);
  draw();
  if (!frozen) setInterval(() => count([...list.querySelectorAll("[data-session]")]), 15000);
}

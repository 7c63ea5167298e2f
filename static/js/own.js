// My programme: the page brings every session along, and this shows those that the device keeps, or that the address names.
const all = document.querySelector("template[data-own-all]");
if (all) {
  const keep = document.querySelector("[data-keep]");
  const list = document.querySelector("[data-own-list]");
  const query = new URLSearchParams(location.search);
  const named = new Set([...query.getAll("session"), ...(query.get("s") || "").split(".")].filter(Boolean));
  const kept = () => {
    try {
      return new Set(JSON.parse(localStorage.getItem(`own:${keep.dataset.event}`))?.sessions);
    } catch { return new Set(); }
  };
  const has = (names, row) => names.has(row.dataset.session) || names.has(row.dataset.key);
  const begins = (row) => Date.parse(row.dataset.starts);
  const happens = (row) => row.dataset.starts && !row.matches(".session--cancelled, [data-off]");
  const meet = (one, other) => one !== other && begins(one) < Date.parse(other.dataset.ends) && begins(other) < Date.parse(one.dataset.ends);
  const clash = (other) => {
    const told = document.querySelector("template[data-own-clash]").content.cloneNode(true).firstElementChild;
    const title = other.querySelector(".session__title a").cloneNode(true);
    const words = Object.assign(document.createElement("span"), { textContent: title.textContent });
    if (title.lang) words.lang = title.lang;
    const [before, after] = told.textContent.trim().split("%title%");
    told.replaceChildren(before, words, after);
    return told;
  };
  const every = [...all.content.querySelectorAll("[data-session]")];
  const bare = (part) => {
    const copy = part.cloneNode(false);
    copy.append(...[...part.children].map((child) => child.cloneNode(child.localName !== "ol")));
    return copy;
  };
  const copied = (picked) => {
    const parts = new Map(), found = document.createDocumentFragment();
    const within = (row, name, place) => {
      const part = row.closest(name);
      if (!parts.has(part)) parts.set(part, place.appendChild(bare(part)));
      return parts.get(part).querySelector("ol");
    };
    found.append(all.content.querySelector("form").cloneNode(true));
    for (const row of picked) within(row, ".slot", within(row, ".day", found)).append(row.cloneNode(true));
    return found;
  };
  // What was taken away stays until the next visit, with an empty star.
  const shown = new Set();
  const draw = () => {
    const mineNow = named.size ? named : kept();
    for (const slug of mineNow) shown.add(slug);
    const copy = copied(every.filter((row) => has(shown, row)));
    for (const row of copy.querySelectorAll("[data-session]")) row.toggleAttribute("data-removed", !has(mineNow, row));
    const rows = [...copy.querySelectorAll("[data-session]:not([data-removed])")];
    const mine = rows.filter((row) => happens(row) && row.dataset.ends);
    for (const row of mine) row.querySelector(".session__body").append(...mine.filter((other) => meet(row, other)).map(clash));
    const held = document.activeElement.closest("[data-own-list] .star")?.value;
    list.replaceChildren(copy);
    if (held) list.querySelector(`.star[value="${held}"]`)?.focus();
    document.querySelector("[data-own-waiting]")?.removeAttribute("data-own-waiting");
    document.querySelector("[data-own-empty]").hidden = shown.size > 0;
    document.querySelector("[data-own-tools]").hidden = !rows.length;
    const keys = rows.map((row) => row.dataset.key).join(".");
    for (const one of document.querySelectorAll("[data-base]")) {
      const address = `${one.dataset.base}?s=${keys}`;
      if (one.localName === "a") one.href = address;
      else if (one.localName === "input") one.value = address;
      else if (one.closest("details").open) one.replaceChildren(Object.assign(document.createElement("img"), { src: address, alt: one.dataset.alt }));
    }
    document.dispatchEvent(new Event("own:draw"));
  };
  document.addEventListener("own", draw);
  document.querySelector("[data-send]").addEventListener("toggle", draw);
  draw();
}

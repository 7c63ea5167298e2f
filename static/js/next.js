// Minutes to the next of one's own sessions, and where it is: first from the server, then counted here.
const next = document.querySelector("[data-next]");
if (next && !new URLSearchParams(location.search).has("more")) {
  // Minutes, as on the server.
  const NEAR = 120;
  const plural = new Intl.PluralRules(document.documentElement.lang);
  const frozen = document.documentElement.dataset.clock;
  const begins = (row) => Date.parse(row.dataset.starts);
  const count = () => {
    const now = frozen ? Date.parse(frozen) : Date.now();
    const rows = [...document.querySelectorAll("[data-own-list] [data-starts]:not([data-removed], [data-off], .session--cancelled)")];
    const row = rows.filter((one) => begins(one) > now).sort((one, other) => begins(one) - begins(other))[0];
    next.hidden = !row;
    if (!row) return;
    const minutes = Math.ceil((begins(row) - now) / 60000);
    const figure = next.querySelector("[data-figure]"), small = document.createElement("small");
    if (minutes <= NEAR) {
      small.textContent = plural.select(minutes) === "one" ? figure.dataset.one : figure.dataset.many;
      figure.replaceChildren(String(minutes), " ", small);
    } else {
      small.textContent = row.closest(".day").querySelector(".day__name").textContent;
      figure.replaceChildren(row.closest(".slot").querySelector("time").cloneNode(true), " ", small);
    }
    const copies = (part) => [...(row.querySelector(part)?.cloneNode(true).childNodes ?? [])];
    const title = copies(".session__title"), room = copies(".session__room"), way = copies(".session__way");
    for (const one of title) one.removeAttribute?.("id");
    next.querySelector("[data-title]").replaceChildren(...title);
    next.querySelector("[data-where]").replaceChildren(...room, ...(room.length && way.length ? [" · "] : []), ...way);
  };
  document.addEventListener("own:draw", count);
  count();
  if (!frozen) setInterval(count, 15000);
}

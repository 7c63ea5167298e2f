// My programme on another device: copy the link, add what came by a link to what is kept here, delete all of it.
const keep = document.querySelector("[data-keep]");
const bring = (part, act) => {
  const place = document.querySelector(part);
  if (!keep || !place) return;
  place.hidden = false;
  place.querySelector("button").addEventListener("click", (event) => {
    // Nothing else begins to keep what is just being deleted.
    event.stopPropagation();
    act(place);
  });
};
const key = `own:${keep?.dataset.event}`;
const read = () => {
  try {
    const own = JSON.parse(localStorage.getItem(key));
    if (own?.version === 1) return own;
  } catch { /* nothing is kept */ }
  return { version: 1, sessions: [], seen: Number(keep.dataset.release) };
};
bring("[data-copy]", async (place) => {
  const field = document.querySelector("#own-link");
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    document.querySelector("[data-announce]").textContent = place.querySelector("button").textContent = place.dataset.copied;
  } catch { /* it is selected, and the keyboard copies it */ }
});
const named = [...document.querySelectorAll("[data-own-list] [data-session]")].map((row) => row.dataset.session);
const query = new URLSearchParams(location.search);
if ((query.has("s") || query.has("session")) && !query.has("more") && named.some((slug) => !read().sessions.includes(slug))) {
  bring("[data-add]", () => {
    const own = read();
    own.sessions = [...new Set([...own.sessions, ...named])];
    localStorage.setItem(key, JSON.stringify(own));
    location.assign(keep.dataset.own);
  });
}
bring("[data-forget]", async () => {
  localStorage.removeItem(key);
  for (const name of await caches.keys()) await caches.delete(name);
  for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
  // Without telling where from: who comes from a page of ours is taken to want copies.
  Object.assign(document.createElement("a"), { href: keep.dataset.programme, rel: "noreferrer" }).click();
});

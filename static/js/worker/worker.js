// Pages of a programme without network. The network comes first; a copy is shown where it is silent, and says so.
// Before this stand WORDS (by language) and FILES (what every page needs), which the portal writes.
const PAGES = "pages-1", STORED = "files-1";
const PATIENCE = 3000, FRESH = 10 * 60000, OLDEST = 90 * 86400000, MOST = { [PAGES]: 400, [STORED]: 60 };
const PAGE = /^\/(da|sv|en|is)\/(?!search\/)/, LASTING = /^\/static\/.*\.[0-9a-f]{12}\.|^\/brand\//;
const PRACTICAL = /href="(\/\w\w\/\d{4}\/pages\/[\w-]+\/)"/g;

addEventListener("install", (event) => event.waitUntil(Promise.all(FILES.map(file)).then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(tidy().then(() => clients.claim())));
addEventListener("message", (event) => {
  const [port] = event.ports;
  port?.postMessage("here");
  event.waitUntil(keep(event.data).then(() => port?.postMessage("kept")));
});
addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" && PAGE.test(url.pathname)) event.respondWith(page(event, url).catch(() => fetch(request)));
  else if (LASTING.test(url.pathname)) event.respondWith(file(url.pathname + url.search).catch(() => fetch(request)));
});

async function page(event, url) {
  const copy = await caches.open(PAGES).then((cache) => cache.match(url.origin + url.pathname));
  const fresh = fetch(event.request);
  event.waitUntil(fresh.then((answer) => url.search || store(url.pathname, answer.clone())).catch(() => {}));
  if (!copy) return fresh.catch(() => absent(url));
  const late = new Promise((tell) => setTimeout(tell, PATIENCE));
  const answer = await Promise.race([fresh.catch(() => null), late]);
  return answer && answer.status < 500 ? answer : marked(copy);
}

async function store(path, answer) {
  if (answer.status === 404 || answer.status === 410) await (await caches.open(PAGES)).delete(path);
  const headers = answer.headers, html = headers.get("content-type")?.startsWith("text/html");
  if (!answer.ok || answer.redirected || !html || /no-store|private/.test(headers.get("cache-control"))) return;
  const text = await answer.clone().text();
  await (await caches.open(PAGES)).put(path, answer);
  const named = [...text.matchAll(/(?:href|src)="(\/(?:static|brand)\/[^"]+)"/g)].map(([, address]) => address);
  await Promise.all(named.filter((address) => LASTING.test(address)).map(file));
  return [...text.matchAll(PRACTICAL)].map(([, address]) => address);
}

async function file(address) {
  const cache = await caches.open(STORED), copy = await cache.match(address);
  if (copy) return copy;
  const answer = await fetch(address);
  if (answer.ok) await cache.put(address, answer.clone());
  return answer;
}

async function keep({ event, release, addresses }) {
  const cache = await caches.open(PAGES), note = `/kept/${event}`;
  const known = (name) => cache.match(name).then((answer) => answer?.text());
  const young = release === (await known(note)) ? Date.now() - FRESH : Infinity;
  for (const address of addresses) {
    // With a query it is the sheet for notes: kept under its bare address, of the sessions that it was last asked for.
    const [path, query] = address.split("?");
    const copy = await cache.match(path);
    if (copy && Date.parse(copy.headers.get("date")) > young && (!query || query === (await known(`/kept${path}`)))) continue;
    const answer = await fetch(address, { cache: "no-cache", credentials: "omit" }).catch(() => null);
    if (!answer) return;
    addresses.push(...((await store(path, answer)) ?? []).filter((more) => more.startsWith(address.slice(0, 4)) && !addresses.includes(more)));
    if (query) await cache.put(`/kept${path}`, new Response(query));
  }
  await cache.put(note, new Response(release));
  await tidy();
}

async function tidy() {
  for (const name of await caches.keys()) {
    if (!(name in MOST)) { await caches.delete(name); continue; }
    const cache = await caches.open(name), requests = await cache.keys();
    for (const request of requests.slice(0, -MOST[name])) await cache.delete(request);
    if (name !== PAGES) continue;
    for (const request of requests) {
      const copy = await cache.match(request);
      if (copy && Date.now() - Date.parse(copy.headers.get("date")) > OLDEST) await cache.delete(request);
    }
  }
}

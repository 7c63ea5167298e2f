// Keeps a programme for reading without network, and says so. Nothing is stored before somebody has pressed something here.
const keep = document.querySelector("[data-keep]");
if (keep && "serviceWorker" in navigator) {
  const { event, release, programme, own, now, about } = keep.dataset;
  const line = document.querySelector("[data-kept]"), language = document.documentElement.lang;
  const nearby = [...document.querySelectorAll(".edition-nav a, .breadcrumbs a, .strip__where a")].map((link) => link.pathname);
  const saved = () => {
    try {
      return JSON.parse(localStorage.getItem(`own:${event}`)).sessions;
    } catch { return []; }
  };
  const notes = (slugs) => (slugs.length ? [`${own}notes/?${new URLSearchParams(slugs.map((slug) => ["session", slug]))}`] : []);
  const tell = async () => {
    const copy = line && (await caches.match(programme));
    if (!copy) return;
    const moment = new Date(copy.headers.get("date")), today = moment.toDateString() === new Date().toDateString();
    const [locale] = Intl.DateTimeFormat.supportedLocalesOf([language === "en" ? "en-GB" : language]);
    // Chromium knows no Icelandic; German has the same figures in the same order.
    const style = { timeStyle: "short", ...(today ? {} : { dateStyle: locale ? "long" : "short" }) };
    line.replaceChildren(line.dataset.kept.replace("%(time)s", moment.toLocaleString(locale ?? "de", style)));
  };
  const store = async () => {
    const registration = await navigator.serviceWorker.register("/service-worker.js");
    const worker = (await navigator.serviceWorker.ready).active;
    const channel = new MessageChannel();
    // One that says nothing is broken: it goes, and the next visit brings a new one.
    const silent = setTimeout(() => registration.unregister(), 10000);
    channel.port1.onmessage = ({ data }) => (data === "kept" ? tell() : clearTimeout(silent));
    const slugs = saved(), sessions = slugs.map((slug) => `${programme}${slug}/`);
    const addresses = [...new Set([location.pathname, programme, own, now, about, `${programme}changes/`, ...nearby, ...sessions, ...notes(slugs)])];
    worker.postMessage({ event, release, addresses }, [channel.port2]);
  };
  const start = () => store().catch(() => {});
  // Who comes from another page of ours has pressed a link.
  if (navigator.serviceWorker.controller || document.referrer.startsWith(`${location.origin}/`)) addEventListener("load", start);
  else document.addEventListener("click", start, { once: true });
  let soon;
  document.addEventListener("own", () => {
    clearTimeout(soon);
    // Stars are pressed in a row.
    soon = setTimeout(start, 1000);
  });
  if (line) {
    line.hidden = false;
    line.querySelector("button").addEventListener("click", ({ target }) => { target.disabled = true; });
    tell();
  }
}

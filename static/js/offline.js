// Keeps a programme for reading without network. Nothing is stored before somebody has pressed something here.
const keep = document.querySelector("[data-keep]");
if (keep && "serviceWorker" in navigator) {
  const { event, release, programme, own, now, about } = keep.dataset;
  const nearby = [...document.querySelectorAll(".edition-nav a, .breadcrumbs a, .strip__where a")].map((link) => link.pathname);
  const saved = () => {
    try {
      return JSON.parse(localStorage.getItem(`own:${event}`)).sessions.map((slug) => `${programme}${slug}/`);
    } catch { return []; }
  };
  const store = async () => {
    const registration = await navigator.serviceWorker.register("/service-worker.js");
    const worker = (await navigator.serviceWorker.ready).active;
    const channel = new MessageChannel();
    // One that says nothing is broken: it goes, and the next visit brings a new one.
    const silent = setTimeout(() => registration.unregister(), 10000);
    channel.port1.onmessage = () => clearTimeout(silent);
    const addresses = [...new Set([location.pathname, programme, own, now, about, `${programme}changes/`, ...nearby, ...saved()])];
    worker.postMessage({ event, release, addresses }, [channel.port2]);
  };
  const start = () => store().catch(() => {});
  // Who comes from another page of ours has pressed a link.
  if (navigator.serviceWorker.controller || document.referrer.startsWith(`${location.origin}/`)) addEventListener("load", start);
  else document.addEventListener("click", start, { once: true });
  document.addEventListener("own", start);
}

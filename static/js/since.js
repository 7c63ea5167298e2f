// Changed since you looked: since the release that this device has seen, or the one that this page was made of.
const keep = document.querySelector("[data-keep]");
const notice = keep?.querySelector("[data-since]");
if (notice) {
  const key = `own:${keep.dataset.event}`;
  const shown = Number(keep.dataset.release);
  let latest = shown;
  const read = () => {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  };
  const remember = () => {
    const own = read() ?? { version: 1, sessions: [] };
    localStorage.setItem(key, JSON.stringify({ ...own, seen: latest }));
  };
  const show = (shown) => {
    notice.hidden = !shown;
    // Leaves room below what gets focus.
    document.documentElement.classList.toggle("has-since", shown);
  };
  const look = async () => {
    const own = read();
    const since = own?.seen ?? shown;
    const changes = notice.querySelector("[data-rest]");
    const address = `${changes.pathname}?since=${since}`;
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    // It was seen while we asked.
    if (read()?.seen !== own?.seen) return;
    const told = [...page.querySelectorAll("[data-changed]")];
    latest = Number(page.querySelector("[data-changes]")?.dataset.release ?? latest);
    const hidden = !told.length || latest <= since;
    if (notice.hidden && !hidden) keep.querySelector("[data-announce]").textContent = notice.getAttribute("aria-label");
    show(!hidden);
    const mine = told.filter((one) => own?.sessions?.includes(one.dataset.changed));
    notice.querySelector("[data-mine]").replaceChildren(...mine);
    changes.href = address;
    changes.parentElement.hidden = mine.length === told.length;
    notice.querySelector("[data-others]").textContent = told.length - mine.length;
    notice.querySelector("[data-renew]").hidden = latest <= shown;
  };
  notice.querySelector("[data-renew]").addEventListener("click", () => location.reload());
  notice.querySelector("[data-seen]").addEventListener("click", () => {
    remember();
    show(false);
  });
  const offer = document.querySelector("[data-remember]");
  if (offer && read()?.seen === undefined) {
    offer.hidden = false;
    offer.firstElementChild.addEventListener("click", () => {
      remember();
      offer.textContent = offer.dataset.remembered;
    });
  }
  if (read()?.seen < shown) look();
  if ("live" in keep.dataset) {
    const again = () => { if (document.visibilityState === "visible") look(); };
    setInterval(again, 60000);
    document.addEventListener("visibilitychange", again);
    addEventListener("online", again);
  }
}

// A screen in a foyer: goes on by itself, asks for a new page every minute, and turns its leaves when there is more than fits.
const screenPage = document.querySelector("[data-screen]");
if (screenPage) {
  // The first page sends itself again for browsers without scripts; this one does not, and outlives a network that is away.
  if (!location.search.includes("=live")) location.replace(`${location.pathname}?screen=live`);
  setInterval(async () => {
    const answer = await fetch(location.href).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-screen] template");
    const files = (document_) => [...document_.querySelectorAll("link[rel=stylesheet], script")].map((file) => file.getAttribute("href") ?? file.getAttribute("src")).join();
    if (files(page) !== files(document)) location.reload();
    else if (fresh) {
      screenPage.querySelector("template").replaceWith(fresh);
      // The same sessions may stand elsewhere.
      for (const list of screenPage.querySelectorAll("[data-shown]")) delete list.dataset.shown;
    }
  }, 60000);
  setInterval(() => {
    const end = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    scrollTo({ top: end ? 0 : scrollY + innerHeight * 0.85, behavior: "instant" });
  }, 12000);
}

// Saves a session on this device at once. Without this module the star asks the server, and the choice stands in the address.
const keep = document.querySelector("[data-keep]");
if (keep) {
  const key = `own:${keep.dataset.event}`;
  const say = keep.querySelector("[data-announce]");
  const read = () => {
    try {
      const own = JSON.parse(localStorage.getItem(key));
      if (own?.version === 1) return own;
    } catch { /* nothing is kept, or it may not be read */ }
    return { version: 1, sessions: [], seen: Number(keep.dataset.release) };
  };
  const paint = () => {
    const { sessions } = read();
    // On a page whose address names the sessions, the stars show what this device has, too.
    for (const star of document.querySelectorAll(".star[value]")) {
      const pressed = String(sessions.includes(star.value));
      if (star.getAttribute("aria-pressed") !== pressed) star.setAttribute("aria-pressed", pressed);
    }
    for (const count of document.querySelectorAll("[data-own-count]")) count.textContent = sessions.length || "";
  };
  document.addEventListener("click", (event) => {
    const star = event.target.closest(".star[value]");
    if (!star) return;
    const own = read();
    const without = own.sessions.filter((slug) => slug !== star.value);
    const saved = without.length === own.sessions.length;
    own.sessions = saved ? [...without, star.value] : without;
    try {
      localStorage.setItem(key, JSON.stringify(own));
    } catch {
      // The button asks the server instead.
      return;
    }
    event.preventDefault();
    paint();
    if (say) say.textContent = saved ? say.dataset.saved : say.dataset.removed;
    document.dispatchEvent(new Event("own"));
  });
  addEventListener("storage", (event) => { if (event.key === key) { paint(); document.dispatchEvent(new Event("own")); } });
  document.addEventListener("own:draw", paint);
  paint();
}

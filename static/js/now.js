// Keeps "now" true on a page that stays open: marks what is on, counts minutes, and moves rows of a page of now along.
// Tests stop the clock.
const frozen = document.documentElement.dataset.clock;
const page = document.querySelector("[data-now-page]");
const clock = () => (frozen ? Date.parse(frozen) : Date.now());
const isOn = (row, now) => Date.parse(row.dataset.starts) <= now && now < Date.parse(row.dataset.ends);
const find = (part) => page.querySelector(part);
const say = (form, minutes) => {
  const plural = new Intl.PluralRules(document.documentElement.lang).select(minutes) === "one" ? "One" : "Many";
  return page.dataset[form + plural].replace("%(count)s", minutes);
};
const minutesTo = (moment, now) => Math.ceil((Date.parse(moment) - now) / 60000);
const fill = (list, rows, now) => {
  const names = rows.map((row) => row.dataset.session).join();
  if (list.dataset.shown !== names) list.replaceChildren(...rows.map((row) => row.cloneNode(true)));
  list.dataset.shown = names;
  for (const row of list.children) row.querySelector("[data-left]").textContent = isOn(row, now) ? say("left", minutesTo(row.dataset.ends, now)) : "";
};
const move = (now) => {
  const rows = [...find("template").content.querySelectorAll("[data-starts]")].filter((row) => !row.matches(".session--cancelled"));
  const whole = [...find("[data-running]").children].filter((row) => !row.dataset.starts);
  const running = [...rows.filter((row) => isOn(row, now)), ...whole];
  const later = rows.filter((row) => Date.parse(row.dataset.starts) > now).sort((one, other) => Date.parse(one.dataset.starts) - Date.parse(other.dataset.starts));
  const next = later.filter((row) => row.dataset.starts === later[0].dataset.starts);
  fill(find("[data-running]"), running, now);
  fill(find("[data-next-rows]"), next, now);
  find("[data-coming]").hidden = !next.length;
  const ran = rows.length && !running.length && !next.length;
  find("[data-over]").hidden = !ran || !find("[data-quiet]").hidden;
  if (!ran) find("[data-quiet]").hidden = running.length > 0;
  // When these are over.
  if (running.length) find("[data-quiet]").textContent = find("[data-quiet]").dataset.between;
  if (next.length) {
    const minutes = minutesTo(next[0].dataset.starts, now);
    const [day, time] = [next[0].closest("[data-name]").dataset.name, next[0].closest("[data-time]").dataset.time];
    find("[data-next-time]").textContent = time;
    find("[data-next-in]").textContent = minutes <= 120 ? say("until", minutes) : day;
  }
  const zone = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: page.dataset.zone };
  find("[data-clock-face]").textContent = new Date(now).toLocaleTimeString(document.documentElement.lang.replace("en", "en-GB"), zone);
};
const tick = () => {
  const now = clock();
  if (page) move(now);
  for (const row of document.querySelectorAll("[data-starts][data-ends]:not(.session--cancelled)")) row.classList.toggle("session--now", isOn(row, now));
};
tick();
document.addEventListener("own:draw", tick);
if (!frozen && (page || document.querySelector("[data-starts]"))) setInterval(tick, 15000);

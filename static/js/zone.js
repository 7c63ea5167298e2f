// Beside the venue's time the reader's own, with its day and place, where their clock shows another one.
const zone = document.querySelector("[data-zone]")?.dataset.zone;
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
// After the first picture of the page.
if (zone && own && own !== zone) setTimeout(() => {
  const [language = "da"] = Intl.DateTimeFormat.supportedLocalesOf([document.documentElement.lang]);
  const month = language === document.documentElement.lang ? "long" : "numeric";
  const words = (timeZone, day) => new Intl.DateTimeFormat(language, {
    timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...(day ? { day: "numeric", month } : {}),
  });
  const here = words(own), there = words(zone), dated = words(own, true), days = [words(own, true), words(zone, true)];
  const place = own.split("/").pop().replaceAll("_", " ");
  for (const slot of document.querySelectorAll(".slot__time > time")) {
    const moment = new Date(slot.dateTime);
    if (here.format(moment) === there.format(moment)) continue;
    const [mine, theirs] = days.map((format) => format.formatToParts(moment).find((part) => part.type === "day").value);
    const time = Object.assign(document.createElement("time"), { dateTime: moment.toISOString() });
    time.textContent = (mine === theirs ? here : dated).format(moment);
    const beside = Object.assign(document.createElement("small"), { className: "slot__yours" });
    beside.append(time, ` (${place})`);
    slot.after(beside);
  }
});

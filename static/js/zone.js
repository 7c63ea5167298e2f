// Beside the venue's time the reader's own, with its day and place, where their clock shows another one. Clocks are compared
// by what stands written: a browser's words for times take a phone a tenth of a second to wake, and at the venue nobody needs them.
const elsewhere = ({ dateTime }) => Date.parse(dateTime) !== Date.parse(dateTime.slice(0, 16));
const tell = (slots) => {
  const place = Intl.DateTimeFormat().resolvedOptions().timeZone.split("/").pop().replaceAll("_", " ");
  const [language = "da"] = Intl.DateTimeFormat.supportedLocalesOf([document.documentElement.lang]);
  const month = language === document.documentElement.lang ? "long" : "numeric";
  const style = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const [here, dated] = [style, { ...style, day: "numeric", month }].map((one) => new Intl.DateTimeFormat(language, one));
  for (const slot of slots) {
    const moment = new Date(slot.dateTime);
    const time = Object.assign(document.createElement("time"), { dateTime: moment.toISOString() });
    time.textContent = (moment.getDate() === Number(slot.dateTime.slice(8, 10)) ? here : dated).format(moment);
    const beside = Object.assign(document.createElement("small"), { className: "slot__yours" });
    beside.append(time, ` (${place})`);
    slot.after(beside);
  }
};
// After the first picture of the page.
if (document.querySelector("[data-zone]")) setTimeout(() => {
  const slots = [...document.querySelectorAll(".slot__time > time")].filter(elsewhere);
  if (slots.length) setTimeout(tell, 0, slots);
});

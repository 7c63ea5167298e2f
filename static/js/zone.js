// Beside the venue's time the reader's own, with its day and place, where their clock shows another one. Distances to UTC
// are compared first: a browser's words for times take a phone a tenth of a second to wake, and at the venue nobody needs them.
const ahead = (written) => {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(written) ?? [];
  return sign ? Number(`${sign}1`) * (hours * 60 + Number(minutes)) : 0;
};
const elsewhere = ({ dateTime }) => -new Date(dateTime).getTimezoneOffset() !== ahead(dateTime);
const two = (figure) => String(figure).padStart(2, "0");
const beside = (slots) => {
  const place = Intl.DateTimeFormat().resolvedOptions().timeZone.split("/").pop().replaceAll("_", " ");
  let format;
  const dated = (moment) => {
    const [language = "da"] = Intl.DateTimeFormat.supportedLocalesOf([document.documentElement.lang]);
    const month = language === document.documentElement.lang ? "long" : "numeric";
    format ??= new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", day: "numeric", month });
    return format.format(moment);
  };
  for (const slot of slots) {
    const moment = new Date(slot.dateTime), [point = ":"] = slot.textContent.match(/[.:]/) ?? [];
    const time = Object.assign(document.createElement("time"), { dateTime: moment.toISOString() });
    const isSameDay = moment.getDate() === Number(slot.dateTime.slice(8, 10));
    time.textContent = isSameDay ? `${two(moment.getHours())}${point}${two(moment.getMinutes())}` : dated(moment);
    const small = Object.assign(document.createElement("small"), { className: "slot__yours" });
    small.append(time, ` (${place})`);
    slot.after(small);
  }
};
// After the first picture of the page.
if (document.querySelector("[data-zone]")) setTimeout(() => {
  const slots = [...document.querySelectorAll(".slot__time > time")].filter(elsewhere);
  if (slots.length) setTimeout(beside, 0, slots);
});

/* Beside a date or time that is typed: a button that opens the browser's own picker and writes what was picked the same way. */
const two = (number) => String(number).padStart(2, "0");

function written(format, kind, value) {
  const [first, second, third] = value.split(kind === "date" ? "-" : ":");
  const parts = kind === "date" ? { Y: first, m: second, d: third } : { H: first, M: second, S: two(third || 0) };
  return format.replace(/%([YmdHMS])/g, (_whole, letter) => parts[letter] ?? "00");
}

function equip(input) {
  if (input.nextElementSibling?.matches(".picker") || !("showPicker" in HTMLInputElement.prototype)) return;
  const { picker: kind, format } = input.dataset;
  const native = Object.assign(document.createElement("input"), { type: kind, tabIndex: -1, ariaHidden: "true" });
  const label = input.getAttribute("aria-label") || input.labels?.[0]?.textContent.trim() || "";
  const button = Object.assign(document.createElement("button"), { type: "button", className: "picker__open" });
  button.setAttribute("aria-label", `${document.body.dataset.choose || "…"} ${label}`.trim());
  const box = Object.assign(document.createElement("span"), { className: `picker picker--${kind}` });
  box.append(button, native);
  input.after(box);
  button.addEventListener("click", () => native.showPicker());
  native.addEventListener("input", () => {
    if (native.value) input.value = written(format, kind, native.value);
  });
}

const all = (root) => root.querySelectorAll("[data-picker]").forEach((input) => {
  if (!input.closest(".empty-form")) equip(input);
});
all(document);
document.addEventListener("formset:added", (event) => all(event.target));
document.getElementById("problems")?.focus();

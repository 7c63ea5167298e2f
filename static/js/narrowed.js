// Says above the sessions what the form narrows them to, so that it can stay folded. The server says the same.
const form = document.querySelector("form[data-whole]");
const line = document.querySelector("[data-chosen]");
if (form && line) {
  const controls = [...form.elements].filter(({ name, type }) => name && type !== "radio");
  const words = (control) => {
    if (control.type === "checkbox") return control.checked && control.parentElement.textContent.trim();
    return control.value && (control.selectedOptions?.[0].text ?? control.value);
  };
  const tell = () => {
    const query = new URLSearchParams(location.search), day = query.get("day"), link = line.querySelector("a");
    const chosen = controls.filter(({ name }) => query.has(name)).map(words).filter(Boolean);
    line.hidden = !chosen.length;
    line.querySelector("[data-words]").textContent = chosen.join(" · ");
    link.search = day ? new URLSearchParams({ day }) : "";
  };
  // A copy without network is the whole programme; its address may narrow it.
  const query = new URLSearchParams(location.search);
  for (const control of controls) {
    if (control.type === "checkbox") control.checked = query.getAll(control.name).includes(control.value);
    else if (query.has(control.name)) control.value = query.get(control.name);
  }
  form.addEventListener("change", tell);
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) return;
    tell();
    const summary = form.previousElementSibling;
    form.parentElement.open = false;
    summary.focus({ preventScroll: true });
    summary.closest(".filters").scrollIntoView();
  });
  if (query.size) tell();
}

// Says above the sessions what the form narrows them to, so that it can stay folded. The server says the same.
const form = document.querySelector("form[data-whole]");
if (form) {
  const line = document.querySelector("[data-chosen]");
  const tell = () => {
    const query = new URLSearchParams(location.search), chosen = [];
    // A copy without network is the whole programme, and its address may narrow it: the form says what the address does.
    for (const control of form.querySelectorAll("[name]")) {
      const label = control.closest(".choice");
      if (label) control.checked = query.getAll(control.name).includes(control.value);
      else control.value = query.get(control.name) ?? "";
      if (label ? control.checked : control.value) chosen.push((label ?? control.selectedOptions?.[0])?.textContent.trim() ?? control.value);
    }
    line.hidden = !chosen.length;
    line.firstElementChild.textContent = chosen.join(" · ");
  };
  form.addEventListener("change", (event) => event.target.name !== "q" && tell());
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) return;
    tell();
    form.parentElement.open = false;
    form.previousElementSibling.focus();
  });
  tell();
}

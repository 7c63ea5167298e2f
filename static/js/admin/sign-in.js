/* Signing in: a password can be shown, codes can be printed, and what is wrong has the focus. Everything works without. */
const words = document.body.dataset;

document.querySelectorAll("input[data-reveal]").forEach((input) => {
  const button = Object.assign(document.createElement("input"), { type: "button", className: "link reveal" });
  const name = input.labels?.[0]?.textContent.trim() || "";
  const say = () => {
    button.value = input.type === "password" ? words.reveal : words.conceal;
    button.setAttribute("aria-label", `${button.value}: ${name}`);
  };
  button.addEventListener("click", () => {
    input.type = input.type === "password" ? "text" : "password";
    say();
  });
  // What is sent is never left readable for the next person, nor offered again as a text.
  input.form?.addEventListener("submit", () => { input.type = "password"; });
  say();
  input.after(button);
});

document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

document.getElementById("problems")?.focus();

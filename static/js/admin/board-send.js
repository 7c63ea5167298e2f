/* Sends a move or a step back, draws the board that the portal answers with, and says what happened. */
const told = document.getElementById("board-told");
const scroll = () => document.querySelector(".board__scroll");

function draw(answer) {
  const { scrollLeft = 0, scrollTop = 0 } = scroll() ?? {};
  const made = new DOMParser().parseFromString(answer.board, "text/html").getElementById("board");
  const isOpen = document.querySelector(".board__clashes")?.open ?? true;
  document.getElementById("board").replaceWith(document.adoptNode(made));
  made.querySelector(".board__clashes")?.toggleAttribute("open", isOpen);
  scroll()?.scrollTo(scrollLeft, scrollTop);
}

async function send({ address, data, focus }) {
  data.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  try {
    const response = await fetch(address, { method: "POST", body: data, headers: { Accept: "application/json" } });
    if (!response.headers.get("Content-Type")?.includes("json")) {
      location.reload(); // the sign-in has ended, or the session is gone: the page says which
      return;
    }
    const answer = await response.json();
    draw(answer);
    const card = document.getElementById(focus ?? `session-${answer.session}`);
    (card ?? document.getElementById("board-day"))?.focus({ preventScroll: Boolean(focus) });
    told.textContent = answer.told;
  } catch {
    told.textContent = told.dataset.failed;
  }
}

document.documentElement.dataset.scripted = "";
document.addEventListener("board:send", (event) => send(event.detail));
document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-step]");
  if (!form) return;
  event.preventDefault();
  send({ address: form.action, data: new FormData(form) });
});

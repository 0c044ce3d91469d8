// Suggestions below the question that is being typed: a listbox that the text box is the key to.

const box = () => document.getElementById("question");
const list = () => document.getElementById("suggestions");
const options = () => Array.from(list()?.querySelectorAll("[role=option]") ?? []);
const active = () => list()?.querySelector("[aria-selected=true]");

const isOurs = ({ target }) => target.id === "suggest";

document.addEventListener("htmx:configRequest", (event) => {
  if (!isOurs(event)) return;
  delete event.detail.parameters.question;
  event.detail.parameters.q = box().value;
});

// An answer that comes late, for a text that was sent or changed meanwhile, is not shown.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, requestConfig } = event.detail;
  if (target.id !== "suggestions") return;
  const asked = requestConfig.parameters.q;
  event.detail.shouldSwap &&= asked === box().value && document.activeElement === box();
});

// Suggestions are a help: where they fail, typing goes on, and chat.js has nothing to explain.
for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout", "htmx:beforeRequest"]) {
  document.addEventListener(failure, (event) => isOurs(event) && event.stopImmediatePropagation(), true);
}

document.addEventListener("keydown", (event) => {
  if (event.target !== box() || event.isComposing) return;
  const found = options();
  if (found.length === 0) return;
  const at = found.indexOf(active());
  if (event.key === "ArrowDown") choose(found[(at + 1) % found.length]);
  else if (event.key === "ArrowUp") choose(found[at <= 0 ? found.length - 1 : at - 1]);
  else if (event.key === "Escape") close();
  else if (event.key === "Enter" && at >= 0) take(found[at]);
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener("pointerdown", (event) => {
  const option = event.target.closest?.("#suggestions [role=option]");
  if (option) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const option = event.target.closest?.("#suggestions [role=option]");
  if (option) take(option);
});

document.addEventListener("focusout", (event) => event.target === box() && close());
document.addEventListener("submit", (event) => event.target.id === "ask-form" && close(), true);

function choose(option) {
  active()?.setAttribute("aria-selected", "false");
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  box().setAttribute("aria-activedescendant", option.id);
}

function take(option) {
  box().value = option.dataset.text;
  close();
  box().focus();
  box().dispatchEvent(new Event("input", { bubbles: true }));
}

function close() {
  box().removeAttribute("aria-activedescendant");
  const open = list();
  open.replaceChildren();
  open.removeAttribute("role");
  open.hidden = true;
}

// The search page beyond htmx: keys that go through what was found.

const box = document.getElementById("q");
const links = () => Array.from(document.querySelectorAll("#results .hit-link"));

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === box) fromBox(event);
  else if (event.target.matches("#results .hit-link")) fromLink(event);
  else if (event.key === "/" && !event.target.matches("input, textarea, select")) go(event, box);
});

function fromBox(event) {
  const isAtEnd = box.selectionStart === box.value.length;
  if (event.key === "ArrowDown" && isAtEnd && links().length > 0) go(event, links()[0]);
  // A description is one line; a report may have many.
  const isReport = box.form.elements.by.value === "report";
  if (event.key === "Enter" && !event.shiftKey && !isReport) {
    event.preventDefault();
    box.form.requestSubmit();
  }
}

function fromLink(event) {
  const all = links();
  const at = all.indexOf(event.target);
  if (event.key === "ArrowDown" && at + 1 < all.length) go(event, all[at + 1]);
  if (event.key === "ArrowUp") go(event, at === 0 ? box : all[at - 1]);
  if (event.key === "Escape") go(event, box);
}

function go(event, element) {
  event.preventDefault();
  element.focus();
  element.closest(".hit")?.scrollIntoView({ block: "nearest" });
}

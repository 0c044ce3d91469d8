// The chat page beyond htmx: keys, focus, words for failures, and tables that sort.

const byId = (id) => document.getElementById(id);

document.addEventListener("keydown", (event) => {
  const plainEnter = event.key === "Enter" && !event.shiftKey && !event.isComposing;
  if (event.target.id === "question" && plainEnter) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
  const runsSql = event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches(".sql-edit textarea");
  if (runsSql) event.target.form.requestSubmit();
});

document.addEventListener("click", (event) => {
  const header = event.target.closest(".sortable th");
  if (header && event.target.closest("button")) sortBy(header);
  const copy = event.target.closest(".copy");
  if (copy) copySql(copy);
});

// What comes after an answer by itself neither announces itself nor takes the page over.
const isAside = (event) => event.target.closest?.(".background, .chart") && !event.target.closest(".way");

document.addEventListener("htmx:beforeRequest", (event) => {
  if (isAside(event)) return;
  byId("problem").textContent = "";
  if (event.target.matches("#ask-form, .chip, .way, .choice, .sql-edit")) byId("announcement").textContent = "Queen is thinking.";
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (event.target.id !== "ask-form") return;
  const sent = event.detail.requestConfig.formData;
  // A box that was disabled while the question ran can be focused only now.
  if (!event.detail.successful) byId("question").focus();
  else if (!sent.has("choice")) byId("question").value = "";
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "thread" || event.target.id === "chat") showLatest();
  // What came later has moved the answer away.
  else if (isAside(event)) event.target.closest("#thread > :last-child")?.scrollIntoView();
});

// The socket draws what is being asked. An answer that this page has not got, since it was reloaded
// meanwhile or the question was asked in another window, is fetched.
document.addEventListener("htmx:oobAfterSwap", ({ target }) => {
  if (target.id !== "asking" || document.querySelector("#ask-form.htmx-request, .chip.htmx-request, .way.htmx-request, .choice.htmx-request, .sql-edit.htmx-request")) return;
  const { latest, conversation } = target.dataset;
  const shown = document.querySelector("#form-state [name=conversation]").value;
  if (shown && conversation === shown && !byId(latest)) {
    htmx.ajax("GET", location.href, { target: "#thread", select: "#thread", swap: "outerHTML" });
  }
});

function showLatest() {
  byId("thread")?.lastElementChild?.scrollIntoView();
  byId("question")?.focus({ preventScroll: true });
}

showLatest();

document.addEventListener("htmx:responseError", (event) => isAside(event) || explain(wordsFor(event.detail.xhr)));
document.addEventListener("htmx:sendError", (event) => isAside(event) ||
  explain("The server cannot be reached. Your question is still in the box: send it again once you are connected."));
document.addEventListener("htmx:timeout", (event) => isAside(event) ||
  explain("There was no answer within a minute. Reload the page to see whether it has come since."));

function explain(words) {
  byId("problem").textContent = words;
  byId("announcement").textContent = "";
}

function wordsFor({ status, responseText }) {
  if (status === 422) return responseText;
  if (status === 400 || status === 413) return "This could not be read by the server; the question may be far too long.";
  if (status === 403) return "You may not ask from this page any more. Reload it and try again.";
  if (status === 404) return "This conversation does not exist any more. Start a new one.";
  return "Something went wrong on the server, and the details are in its log. Your question is still in the box.";
}

function sortBy(header) {
  const direction = header.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
  for (const other of header.parentElement.children) other.setAttribute("aria-sort", "none");
  header.setAttribute("aria-sort", direction);
  const body = header.closest("table").tBodies[0];
  const keyed = Array.from(body.rows, (row) => [keyOf(row.cells[header.cellIndex]), row]);
  keyed.sort(([one], [other]) => compare(one, other, direction === "ascending" ? 1 : -1));
  body.append(...keyed.map(([, row]) => row));
}

const keyOf = (cell) => cell.dataset.key ?? cell.textContent;

const inWords = new Intl.Collator(undefined, { numeric: true });

// Cells without a value stay last in both directions.
function compare(one, other, sign) {
  if (one === "" || other === "") return (one === "") - (other === "");
  const difference = Number(one) - Number(other);
  return sign * (Number.isNaN(difference) ? inWords.compare(one, other) : difference);
}

async function copySql(button) {
  const sql = button.parentElement.querySelector("code").textContent;
  try {
    await navigator.clipboard.writeText(sql);
    byId("announcement").textContent = button.textContent = "Copied";
  } catch {
    byId("announcement").textContent = button.textContent = "Copy it by hand";
  }
}

// Says on the page when it is no longer kept up to date, and why. htmx connects and swaps.

const RETRIED_BY_HTMX = new Set([1006, 1011, 1012, 1013]);
const FIRST_OF_OURS = 4000;
const RETRY_MS = 5000;

const state = (socket) => socket.querySelector(".live-state");

document.addEventListener("htmx:wsOpen", ({ target }) => {
  state(target).textContent = "";
});

document.addEventListener("htmx:wsClose", ({ target, detail }) => {
  if (!target.isConnected) return;
  const { code } = detail.event;
  const said = state(target).dataset;
  state(target).textContent = said[code] ?? said.lost;
  // What stands between may close in order, as a proxy does when it is restarted.
  if (code < FIRST_OF_OURS && !RETRIED_BY_HTMX.has(code)) {
    setTimeout(() => target.isConnected && detail.socketWrapper.reconnect(), RETRY_MS * Math.random());
  }
});

// Alerts: all can be dismissed; good news leaves by itself, errors and warnings stay.
const GOOD_NEWS_MS = 10_000;

function prepare(scope) {
  for (const alert of scope.querySelectorAll("[data-alert]:not([data-ready])")) {
    alert.dataset.ready = "";
    alert.querySelector("[data-dismiss]").hidden = false;
    if (alert.matches(".success")) setTimeout(() => leave(alert), GOOD_NEWS_MS);
  }
}

function leave(alert) {
  // Not under the reader's hand.
  if (alert.matches(":hover, :focus-within")) setTimeout(() => leave(alert), GOOD_NEWS_MS);
  else alert.remove();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-dismiss]")) event.target.closest("[data-alert], .alert").remove();
});

document.addEventListener("htmx:load", (event) => prepare(event.detail.elt.parentNode ?? document));
prepare(document);

// A double click sends once, and words are sent only while the session and the line hold: else they stay on the page.
// The button is not disabled, so focus stays and its value is sent. <form data-resubmit> opts out (downloads).
import { isSignedOut, trouble } from "./trouble.js";

const PATIENCE_MS = 8_000;
const isSignedIn = "signedIn" in document.body.dataset;

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "resubmit" in form.dataset) return;
  if ("sent" in form.dataset) {
    event.preventDefault();
    return;
  }
  hold(form);
  if (!isSignedIn || "checked" in form.dataset || !hasWords(form)) return;
  event.preventDefault();
  const problem = await whatKeepsFromSending();
  release(form);
  if (problem) {
    trouble(problem);
    return;
  }
  form.dataset.checked = "";
  form.requestSubmit(event.submitter);
});

function hasWords(form) {
  return [...form.elements].some((field) => field.matches("textarea, input:not([type=hidden], [type=checkbox], [type=radio])") && field.value !== field.defaultValue);
}

async function whatKeepsFromSending() {
  // Not this page itself: asking for it again would make a new secret of the authenticator application.
  try {
    const answer = await fetch(document.body.dataset.sessionUrl, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    return isSignedOut(answer) ? "signed-out" : "";
  } catch {
    return "lost";
  }
}

function hold(form) {
  form.dataset.sent = "";
  for (const button of buttonsOf(form)) button.setAttribute("aria-disabled", "true");
}

function release(form) {
  delete form.dataset.sent;
  delete form.dataset.checked;
  for (const button of buttonsOf(form)) button.removeAttribute("aria-disabled");
}

function buttonsOf(form) {
  return [...form.elements].filter((element) => element.matches("button:not([type=button]), input[type=submit]"));
}

// Coming back by the browser's back button shows the form as it was left: make it usable again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) release(form);
});

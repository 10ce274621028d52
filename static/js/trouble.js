// When the line, the server or the session fails: say so at the top of the page and touch nothing that was typed.
// Other modules: import { trouble, recovered, isSignedOut } from "./trouble.js".
const box = document.getElementById("trouble");
const words = document.body.dataset;
let shown = "";

export function trouble(kind) {
  // kind: "lost", "failed", "signed-out" or "forbidden"
  if (!box || shown === kind) return;
  shown = kind;
  const text = {
    lost: words.textLost,
    failed: words.textFailed,
    "signed-out": words.textSignedOut,
    forbidden: words.textForbidden,
  }[kind];
  const sentence = document.createElement("div");
  sentence.className = "alert-words";
  sentence.textContent = text;
  box.replaceChildren(sentence);
  if (kind === "signed-out") box.append(signInLink());
  box.append(dismissButton());
  box.hidden = false;
}

export function recovered() {
  if (!box || !shown) return;
  shown = "";
  box.hidden = true;
  box.replaceChildren();
}

export function isSignedOut(response) {
  // Works for fetch's Response (url) and for XMLHttpRequest (responseURL).
  const address = response.url ?? response.responseURL ?? "";
  if (response.status === 401) return true;
  return Boolean(words.loginUrl && address && new URL(address, location.href).pathname === words.loginUrl);
}

function signInLink() {
  const link = document.createElement("a");
  link.className = "button small";
  link.href = words.loginUrl;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = words.textSignIn;
  return link;
}

function dismissButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button plain small";
  button.textContent = words.textDismiss;
  button.addEventListener("click", recovered);
  return button;
}

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!isSignedOut(event.detail.xhr)) return;
  // htmx followed the redirect to the sign-in page: do not paste that page into this one.
  event.detail.shouldSwap = false;
  event.detail.isError = true;
  trouble("signed-out");
});
document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  if (isSignedOut(xhr)) trouble("signed-out");
  else trouble(xhr.status === 403 ? "forbidden" : "failed");
});
document.addEventListener("htmx:sendError", () => trouble("lost"));
document.addEventListener("htmx:timeout", () => trouble("lost"));
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && !isSignedOut(event.detail.xhr)) recovered();
});
addEventListener("offline", () => trouble("lost"));
addEventListener("online", () => {
  if (shown === "lost") recovered();
});

// One tap saves. A tap without a line is kept on this device and sent when the line is back, each once.
import { isSignedOut, recovered, trouble } from "./trouble.js";

const page = document.querySelector("[data-attendance]");
const words = page.dataset;
const key = words.key;
const waiting = new Map(Object.entries(read()));
let sending = false;

function read() {
  try {
    return JSON.parse(localStorage.getItem(key) || "{}");
  } catch {
    return {};
  }
}

function keep() {
  try {
    if (waiting.size) localStorage.setItem(key, JSON.stringify(Object.fromEntries(waiting)));
    else localStorage.removeItem(key);
  } catch {
    // A full or forbidden store: the taps live as long as this page does.
  }
}

function token() {
  const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  return found ? decodeURIComponent(found[1]) : page.querySelector("[name=csrfmiddlewaretoken]").value;
}

function cardOf(tap) {
  return document.getElementById(`organisation-${tap.fields.organisation}`);
}

page.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("tap" in form.dataset)) return;
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(form, event.submitter));
  delete fields.csrfmiddlewaretoken;
  const slot = `${fields.organisation}/${fields.row || fields.person || fields.name || ""}`;
  const before = waiting.get(slot);
  // Two taps on one row while offline are one: the last wish, from the version that the page showed first.
  if (before) fields.version = before.fields.version;
  waiting.set(slot, { url: form.action, fields });
  keep();
  press(form, event.submitter);
  send();
});

function press(form, button) {
  if (!button || !form.classList.contains("taps")) return;
  for (const other of form.querySelectorAll(".tap")) other.setAttribute("aria-pressed", String(other === button));
}

async function send() {
  if (sending) return;
  sending = true;
  try {
    for (const [slot, tap] of [...waiting]) {
      if (!(await sendOne(slot, tap))) break;
    }
  } finally {
    sending = false;
  }
  if (waiting.size) setTimeout(send, 4000);
}

async function sendOne(slot, tap) {
  let response;
  try {
    response = await fetch(tap.url, {
      method: "POST",
      body: new URLSearchParams(tap.fields),
      headers: { "X-CSRFToken": token(), "X-Requested-With": "fetch" },
    });
  } catch {
    show(tap, words.textWaiting);
    trouble("lost");
    return false;
  }
  if (isSignedOut(response) || response.status === 403) {
    show(tap, words.textSignedOut);
    trouble(isSignedOut(response) ? "signed-out" : "forbidden");
    return false;
  }
  if (![200, 409, 422].includes(response.status)) {
    show(tap, words.textWaiting);
    trouble("failed");
    return false;
  }
  recovered();
  const answer = await response.json();
  // A newer tap on the same row may have come while this one was on its way.
  if (waiting.get(slot) === tap) {
    waiting.delete(slot);
    keep();
    draw(tap, answer);
  } else {
    const version = new DOMParser().parseFromString(answer.card, "text/html").querySelector("[name=version]");
    if (waiting.has(slot) && version) waiting.get(slot).fields.version = version.value;
    keep();
  }
  return true;
}

function show(tap, text) {
  const note = cardOf(tap)?.querySelector("[data-waiting]");
  if (!note) return;
  note.textContent = text;
  note.hidden = false;
}

function draw(tap, answer) {
  const card = cardOf(tap);
  if (card && answer.card) {
    const focused = card.contains(document.activeElement) ? document.activeElement.value : null;
    const opened = card.querySelector("details")?.open;
    const fresh = document.createRange().createContextualFragment(answer.card).firstElementChild;
    card.replaceWith(fresh);
    if (opened) fresh.querySelector("details").open = true;
    if (focused) fresh.querySelector(`.tap[value="${focused}"]`)?.focus();
    document.querySelector("[data-announce]").textContent =
      answer.refusal || `${fresh.querySelector("h3").textContent}: ${fresh.querySelector("[data-who]").textContent.trim().replace(/\s+/g, " ")}. ${words.textSaved}`;
  }
  if (answer.representation) {
    const fresh = document.createRange().createContextualFragment(answer.representation).firstElementChild;
    document.getElementById("representation").replaceWith(fresh);
  }
}

addEventListener("online", send);
document.addEventListener("visibilitychange", () => document.hidden || send());
for (const tap of waiting.values()) show(tap, words.textWaiting);
send();

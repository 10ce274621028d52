// The desk while the meeting runs. Taps go out one after the other, each with the instant at which it was made;
// without a line they are kept on this device and sent when it is back. Sent twice, a tap counts once.
import { bishkek, portalNow, setByPortal, tick } from "./clock.js";
import { csrfToken } from "./csrf.js";
import { isSignedOut, recovered, trouble } from "./trouble.js";

const EVERY_MS = 3000;
const TYPING_MS = 700;
const page = document.querySelector("[data-live]");
const words = page.dataset;
const queue = read();
let sending = null;
let tag = "";
let typing;

setByPortal(words.now);

function read() {
  try {
    return JSON.parse(localStorage.getItem(words.key) ?? "[]");
  } catch {
    return [];
  }
}

function keep() {
  try {
    if (queue.length) localStorage.setItem(words.key, JSON.stringify(queue));
    else localStorage.removeItem(words.key);
  } catch {
    // A full or forbidden store: the taps live as long as this page does.
  }
  const note = page.querySelector("[data-waiting]");
  note.hidden = queue.length === 0 || !note.dataset.isLost;
  note.textContent = words.textWaiting.replace("{count}", queue.length);
}

function put(tap) {
  // A newer wording of the same item takes the place of one that has not left yet.
  const at = tap.slot ? queue.findIndex((one) => one.slot === tap.slot && one !== sending) : -1;
  if (at >= 0) queue[at] = tap;
  else queue.push(tap);
  keep();
  send();
}

page.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if ("wording" in form.dataset) {
    event.preventDefault();
    saveWording(form);
    if (button && "record" in button.dataset) put({ url: button.formAction, fields: {} });
    return;
  }
  if (!("tap" in form.dataset)) return;
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(form, button));
  delete fields.csrfmiddlewaretoken;
  const now = portalNow();
  if (form.dataset.attendance) fields[form.dataset.attendance] = bishkek(now);
  else fields.at = now.toISOString();
  if ("extend" in form.dataset) button.value = Number(button.value) + 5;
  else button.disabled = true;
  put({ url: form.action, fields });
});

page.addEventListener("input", (event) => {
  const form = event.target.closest("[data-wording]");
  if (!form) return;
  form.dataset.dirty = "1";
  clearTimeout(typing);
  typing = setTimeout(() => saveWording(form), event.target.type === "checkbox" ? 0 : TYPING_MS);
});

function saveWording(form) {
  clearTimeout(typing);
  const fields = Object.fromEntries(new FormData(form));
  delete fields.csrfmiddlewaretoken;
  put({ slot: `wording-${form.dataset.item}`, item: form.dataset.item, url: form.action, fields });
}

async function send() {
  if (sending) return;
  while (queue.length) {
    sending = queue[0];
    const isDone = await sendOne(sending);
    if (isDone) queue.shift();
    sending = null;
    keep();
    if (!isDone) {
      setTimeout(send, EVERY_MS);
      return;
    }
  }
}

async function sendOne(tap) {
  const note = page.querySelector("[data-waiting]");
  let response;
  try {
    response = await fetch(tap.url, {
      method: "POST",
      body: new URLSearchParams(tap.fields),
      headers: { "X-CSRFToken": csrfToken(), "X-Requested-With": "fetch" },
    });
  } catch {
    note.dataset.isLost = "1";
    trouble("lost");
    return false;
  }
  if (isSignedOut(response) || response.status === 403) {
    note.dataset.isLost = "1";
    trouble(isSignedOut(response) ? "signed-out" : "forbidden");
    return false;
  }
  if (![200, 409, 422].includes(response.status)) {
    // What no longer exists is never taken: keep the rest moving.
    if (response.status === 404 || response.status === 400) return true;
    note.dataset.isLost = "1";
    trouble("failed");
    return false;
  }
  delete note.dataset.isLost;
  recovered();
  take(tap, await response.json());
  return true;
}

function take(tap, answer) {
  say(answer.refusal);
  if (answer.done) page.querySelector("[data-announce]").textContent = answer.done;
  const isSaved = tap.item && taken(tap, answer);
  // The attendance answers with its own card: the desk is asked again.
  if (answer.panel) draw(answer.panel);
  else {
    tag = "";
    ask();
  }
  if (isSaved) showState(words.textSaved);
  if (answer.done) showState(answer.done);
}

function taken(tap, answer) {
  const form = wordingForm(tap.item);
  const isNewest = !queue.some((one) => one !== tap && one.slot === tap.slot);
  const version = answer.version ?? versionIn(answer.panel, tap.item);
  if (version) {
    for (const one of queue) if (one.slot === tap.slot) one.fields.version = version;
    if (form) form.elements.version.value = version;
  }
  if (form && answer.theirs !== undefined) showTheirs(form, answer);
  if (!form || answer.refusal || !isNewest || form.elements.wording.value !== tap.fields.wording) return false;
  delete form.dataset.dirty;
  return true;
}

function versionIn(html, item) {
  const found = html && new DOMParser().parseFromString(html, "text/html").querySelector(`[data-item="${item}"] [name=version]`);
  return found?.value;
}

function wordingForm(item) {
  return page.querySelector(`[data-wording][data-item="${item}"]`);
}

function showTheirs(form, { theirs, by }) {
  const box = form.querySelector("[data-theirs]");
  const heading = document.createElement("p");
  heading.textContent = words.textTheirs.replace("{name}", by);
  const text = document.createElement("blockquote");
  text.textContent = theirs;
  const choose = (label, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button secondary small";
    button.textContent = label;
    button.addEventListener("click", () => {
      act();
      box.hidden = true;
      saveWording(form);
    });
    return button;
  };
  box.replaceChildren(
    heading, text,
    choose(words.textKeepMine, () => {}),
    choose(words.textTakeTheirs, () => (form.elements.wording.value = theirs)),
  );
  box.hidden = false;
}

function say(refusal) {
  const box = page.querySelector("[data-refusal]");
  box.hidden = !refusal;
  if (!refusal) return;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button plain small";
  close.textContent = words.textDismiss;
  close.addEventListener("click", () => (box.hidden = true));
  box.replaceChildren(Object.assign(document.createElement("p"), { textContent: refusal }), close);
}

function showState(text) {
  const state = page.querySelector("[data-wording-state]");
  if (state) state.textContent = text;
}

function draw(html) {
  const fresh = document.createRange().createContextualFragment(html).firstElementChild;
  const old = document.getElementById("desk");
  const was = old.contains(document.activeElement) ? nameOf(document.activeElement) : "";
  const opened = old.querySelector(".disclosure")?.open;
  const typed = old.querySelector("[data-wording]");
  const drawn = fresh.querySelector("[data-wording]");
  // What is being typed stays as it is; the rest of the desk is new.
  const isMine = typed && (typed.dataset.dirty || typed.contains(document.activeElement));
  if (isMine && drawn && drawn.dataset.item === typed.dataset.item) {
    const { activeElement } = document;
    const at = [activeElement.selectionStart, activeElement.selectionEnd];
    drawn.replaceWith(typed);
    old.replaceWith(fresh);
    if (typed.contains(activeElement)) {
      activeElement.focus({ preventScroll: true });
      if (activeElement.tagName === "TEXTAREA") activeElement.setSelectionRange(...at);
    }
  } else {
    if (typed?.dataset.dirty) saveWording(typed);
    old.replaceWith(fresh);
    if (was) [...fresh.querySelectorAll("button, a, summary")].find((one) => nameOf(one) === was)?.focus();
  }
  if (opened && fresh.querySelector(".disclosure")) fresh.querySelector(".disclosure").open = true;
  tick();
}

function nameOf(element) {
  return element.getAttribute("aria-label") ?? element.textContent.trim().replace(/\s+/g, " ").slice(0, 12);
}

async function ask() {
  if (document.hidden || queue.length) return;
  let response;
  try {
    response = await fetch(words.url, {
      headers: { "X-Requested-With": "fetch", ...(tag && { "If-None-Match": tag }) },
      cache: "no-store",
    });
  } catch {
    return;
  }
  if (response.status !== 200 || isSignedOut(response) || queue.length) return;
  tag = response.headers.get("ETag") ?? "";
  draw(await response.text());
}

addEventListener("online", send);
document.addEventListener("visibilitychange", () => document.hidden || send());
setInterval(ask, EVERY_MS);
tick();
keep();
send();

// A screen that follows the meeting: it asks every few seconds with its tag and gets 304 while nothing changed.
import { bishkek, portalNow, setByPortal, tick } from "./clock.js";
import { isSignedOut, recovered, trouble } from "./trouble.js";

const EVERY_MS = 3000;
const SLOWEST_MS = 30000;
const page = document.querySelector("[data-follow]");
const lost = page.querySelector("[data-lost]");
let tag = "";
let wait = EVERY_MS;
let heardAt = new Date();

setByPortal(page.dataset.now);
tick();

async function ask() {
  if (document.hidden) return;
  let response;
  try {
    response = await fetch(location.pathname, {
      headers: { "X-Requested-With": "fetch", ...(tag && { "If-None-Match": tag }) },
      cache: "no-store",
    });
  } catch {
    isLost();
    return;
  }
  if (isSignedOut(response)) {
    trouble("signed-out");
    return;
  }
  if (response.status !== 200 && response.status !== 304) {
    isLost();
    return;
  }
  recovered();
  wait = EVERY_MS;
  heardAt = portalNow();
  lost.hidden = true;
  if (response.status === 304) return;
  tag = response.headers.get("ETag") ?? "";
  show(await response.text());
}

function isLost() {
  wait = Math.min(wait * 2, SLOWEST_MS);
  lost.textContent = page.dataset.textLost.replace("{time}", bishkek(heardAt));
  lost.hidden = false;
}

function show(html) {
  const fresh = document.createRange().createContextualFragment(html).firstElementChild;
  const old = document.getElementById("live");
  const before = old.querySelector("h1, h2")?.textContent.trim();
  const link = old.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  old.replaceWith(fresh);
  tick();
  if (link) fresh.querySelector(`a[href="${CSS.escape(link)}"]`)?.focus();
  const now = fresh.querySelector("h1, h2")?.textContent.trim().replace(/\s+/g, " ");
  const said = page.querySelector("[data-announce]");
  if (said && now && now !== before?.replace(/\s+/g, " ")) said.textContent = now;
}

async function follow() {
  await ask();
  setTimeout(follow, wait);
}

const full = page.querySelector("[data-full-screen]");
if (full && document.fullscreenEnabled) {
  full.hidden = false;
  full.addEventListener("click", () =>
    document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen(),
  );
}
document.addEventListener("visibilitychange", () => document.hidden || ask());
addEventListener("online", ask);
setTimeout(follow, EVERY_MS);

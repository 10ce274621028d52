// Saving while one types, so that no words are lost: not by a cut line, a failing server, an ended session or a second writer.
// A record is one row of the database with a version. Its fields are strings; `read` and `write` reach the page.
//   new Record({ key, url, version, fields, read, write, onConflict, onRefused, onSaved })
// What is not saved yet lies in localStorage under `key` until the server has it.
import { trouble, recovered, isSignedOut } from "./trouble.js";

const PAUSE_MS = 900;
const RETRY_MS = [2000, 4000, 8000, 15000, 30000];
const records = new Set();

export class Trouble extends Error {}

export function csrfToken() {
  // The cookie first: signing in again in another tab changes the token under an open page.
  const cookie = document.cookie.match(/(?:^|; )(?:__Host-|__Secure-)?csrftoken=([^;]+)/);
  return cookie?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

export async function send(url, data) {
  // The answer { status, ok, answer }; throws Trouble("lost" | "signed-out" | "failed" | "forbidden").
  let response;
  try {
    response = await fetch(url, {
      method: data ? "POST" : "GET",
      body: data,
      headers: { Accept: "application/json", ...(data && { "X-CSRFToken": csrfToken() }) },
      credentials: "same-origin",
      cache: "no-store",
    });
  } catch {
    throw new Trouble("lost");
  }
  if (isSignedOut(response)) throw new Trouble("signed-out");
  const isJson = (response.headers.get("content-type") ?? "").includes("json");
  if (response.status >= 500 || !isJson) throw new Trouble(response.status === 403 ? "forbidden" : "failed");
  const answer = await response.json();
  recovered();
  return { status: response.status, ok: response.ok, answer };
}

export function text(value) {
  // Any value of the server as the string that a field holds.
  if (Array.isArray(value)) return [...value].map(Number).sort((a, b) => a - b).join(",");
  if (typeof value === "boolean") return value ? "1" : "";
  return String(value ?? "").replace(/\r\n/g, "\n");
}

function same(one, other) {
  return one.trim() === other.trim();
}

export class Record {
  constructor({ key, url, version, fields, read, write, onConflict, onRefused, onSaved, encode }) {
    Object.assign(this, { key, url, version, fields, read, write, onConflict, onRefused, onSaved, encode });
    this.base = Object.fromEntries(fields.map((name) => [name, text(read(name))]));
    this.conflicts = new Map();
    this.isSaving = false;
    this.isRefused = false;
    this.failures = 0;
    records.add(this);
    this.restore();
  }

  get dirty() {
    return this.fields.filter((name) => !same(text(this.read(name)), this.base[name]));
  }

  get sendable() {
    return this.dirty.filter((name) => !this.conflicts.has(name));
  }

  get isClean() {
    return !this.isSaving && this.dirty.length === 0 && this.conflicts.size === 0;
  }

  touch() {
    this.isRefused = false;
    this.onRefused?.("");
    this.keepCopy();
    this.schedule(PAUSE_MS);
    showState();
  }

  schedule(delay) {
    clearTimeout(this.timer);
    if (this.sendable.length) this.timer = setTimeout(() => this.save(), delay);
  }

  async save() {
    clearTimeout(this.timer);
    if (this.isSaving) return;
    const names = this.sendable;
    if (!names.length) {
      this.keepCopy();
      showState();
      return;
    }
    this.isSaving = true;
    showState();
    const sent = Object.fromEntries(names.map((name) => [name, text(this.read(name))]));
    try {
      this.take(await send(this.url, this.body(sent)), sent);
      this.failures = 0;
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      trouble(error.message);
      const wait = RETRY_MS[Math.min(this.failures++, RETRY_MS.length - 1)];
      this.isSaving = false;
      this.schedule(wait);
    } finally {
      this.isSaving = false;
      this.keepCopy();
      showState();
    }
  }

  body(sent) {
    const data = new FormData();
    data.set("expected", this.version);
    data.set("sent", Object.keys(sent).join(","));
    for (const [name, value] of Object.entries(sent)) {
      for (const one of this.encode?.(name, value) ?? [value]) data.append(name, one);
    }
    return data;
  }

  take({ status, ok, answer }, sent) {
    if (ok) {
      this.version = answer.item.version;
      Object.assign(this.base, sent);
      this.onSaved?.(answer);
      this.isSaving = false;
      this.schedule(PAUSE_MS);
    } else if (status === 409) {
      this.isSaving = false;
      this.receive(answer.current);
    } else {
      this.isRefused = true;
      this.onRefused?.(answer.refused ?? "");
    }
  }

  // The row as it is now on the server: what I did not touch is shown, what both touched becomes a conflict.
  receive(current) {
    const mine = this.dirty;
    for (const name of this.fields) {
      const theirs = text(current[name]);
      const was = this.base[name];
      this.base[name] = theirs;
      if (!mine.includes(name)) {
        if (!same(theirs, text(this.read(name)))) this.write(name, theirs);
      } else if (same(theirs, text(this.read(name)))) {
        this.settle(name);
      } else if (!same(theirs, was) || this.conflicts.has(name)) {
        const first = this.conflicts.get(name)?.was ?? was;
        this.conflicts.set(name, { was: first, theirs });
        this.onConflict?.(name, text(this.read(name)), theirs);
      }
    }
    this.version = current.version;
    this.keepCopy();
    this.schedule(0);
    showState();
  }

  settle(name) {
    if (this.conflicts.delete(name)) this.onConflict?.(name, null, null);
  }

  resolve(name, value) {
    this.write(name, value);
    this.settle(name);
    this.keepCopy();
    showState();
    return this.save();
  }

  keepCopy() {
    const names = this.dirty;
    try {
      if (!names.length) {
        localStorage.removeItem(this.key);
        return;
      }
      const was = (name) => this.conflicts.get(name)?.was ?? this.base[name];
      localStorage.setItem(this.key, JSON.stringify({
        at: Date.now(),
        base: Object.fromEntries(names.map((name) => [name, was(name)])),
        values: Object.fromEntries(names.map((name) => [name, text(this.read(name))])),
      }));
    } catch {
      // Storage may be full or forbidden: the page itself still holds the text.
    }
  }

  restore() {
    const copy = readCopy(this.key);
    if (!copy) return;
    for (const [name, value] of Object.entries(copy.values)) {
      if (!this.fields.includes(name) || same(this.base[name], value)) continue;
      const theirs = this.base[name];
      this.write(name, value);
      if (!same(theirs, copy.base[name])) {
        this.conflicts.set(name, { was: copy.base[name], theirs });
        this.onConflict?.(name, value, theirs);
      }
    }
    this.keepCopy();
    this.schedule(PAUSE_MS);
    showState();
  }

  forget() {
    clearTimeout(this.timer);
    records.delete(this);
    showState();
  }
}

export function readCopy(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

export function dropCopy(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept then.
  }
}

export function copiesUnder(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

const others = new Set();

// Anything else that must not be left alone, such as an upload: a function that says whether it is busy.
export function alsoBusy(isBusy) {
  others.add(isBusy);
}

export function isAllSaved() {
  return [...records].every((record) => record.isClean) && ![...others].some((isBusy) => isBusy());
}

export function saveAll() {
  return Promise.all([...records].map((record) => record.save()));
}

export function showState() {
  const all = [...records];
  let state = "saved";
  if (all.some((record) => record.isSaving)) state = "saving";
  else if (!isAllSaved()) state = "unsaved";
  for (const badge of document.querySelectorAll("[data-autosave]")) {
    if (badge.dataset.state === state) continue;
    badge.dataset.state = state;
    badge.textContent = badge.dataset[{ saved: "textSaved", saving: "textSaving", unsaved: "textUnsaved" }[state]];
  }
}

addEventListener("beforeunload", (event) => {
  if (!isAllSaved()) event.preventDefault();
});
addEventListener("online", saveAll);
// Back from signing in again in another tab.
addEventListener("focus", () => {
  if (!isAllSaved()) saveAll();
});
document.addEventListener("visibilitychange", () => {
  if (!isAllSaved()) saveAll();
});

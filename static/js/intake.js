// Many files at once, in pieces (tus 1.0.0): a broken line, a closed lid or a reload costs one piece, not the file.
import { csrfToken } from "./csrf.js";
import { trouble, recovered, isSignedOut } from "./trouble.js";

const zone = document.querySelector("[data-intake]");
const input = zone.querySelector("input[type=file]");
const template = document.querySelector("[data-upload-template]");
const sending = document.querySelector("[data-sending]");
const drafts = document.querySelector("[data-drafts]");
const taken = document.querySelector("[data-uploads]");
const news = document.querySelector("[data-intake-news]");
const words = zone.dataset;

const PIECE = 1024 * 1024;
const AT_ONCE = 2;
const PATIENCE = [1, 2, 5, 10, 20, 30]; // seconds
const waiting = [];
let running = 0;

class Refusal extends Error {}
class Broken extends Error {}

const filled = (text, values) => text.replace(/%\((\w+)\)s/g, (_match, name) => values[name]);
const megabytes = (bytes) => `${(bytes / 1024 / 1024).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} MB`;
const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const fingerprintOf = (file) => `${file.size}-${file.lastModified}`;

async function ask(method, url, headers = {}, body = undefined) {
  let response;
  try {
    response = await fetch(url, {
      method,
      body,
      headers: { "Tus-Resumable": "1.0.0", "X-CSRFToken": csrfToken(), ...headers },
      signal: AbortSignal.timeout(120_000),
    });
  } catch (error) {
    throw new Broken(error.message);
  }
  if (isSignedOut(response)) {
    trouble("signed-out");
    throw new Broken("signed out");
  }
  if (response.status >= 500 || response.status === 423) throw new Broken(String(response.status));
  return response;
}

async function begin(file) {
  const about = `filename ${encoded(file.name)},fingerprint ${encoded(fingerprintOf(file))}`;
  const response = await ask("POST", words.begin, { "Upload-Length": String(file.size), "Upload-Metadata": about });
  if (response.status !== 201) throw new Refusal((await response.text()) || words.textFailed);
  return response.headers.get("Location");
}

function unfinished(file) {
  // The same file as one that is half here: by its size and the moment of its last change.
  const rows = [...document.querySelectorAll("[data-unfinished]")];
  return rows.find((row) => row.dataset.fingerprint === fingerprintOf(file) && !row.dataset.resumed);
}

class Sending {
  constructor(file) {
    this.file = file;
    this.url = "";
    this.offset = 0;
    this.isDropped = false;
    this.row = template.content.firstElementChild.cloneNode(true);
    this.part("name").textContent = file.name;
    this.bar = this.row.querySelector("progress");
    this.bar.setAttribute("aria-label", file.name);
    this.part("again").addEventListener("click", () => enqueue(this));
    this.part("drop").addEventListener("click", () => this.drop());
    const half = unfinished(file);
    if (half) {
      this.url = half.dataset.url;
      half.dataset.resumed = "yes";
      half.hidden = true;
    }
    sending.append(this.row);
  }

  part(name) {
    return this.row.querySelector(`[data-${name}]`);
  }

  say(text) {
    this.part("words").textContent = text;
  }

  async run() {
    this.part("again").hidden = true;
    try {
      await this.persist();
    } catch (error) {
      if (this.isDropped) return;
      this.say(error instanceof Refusal ? error.message : words.textFailed);
      this.bar.hidden = true;
      this.part("again").hidden = error instanceof Refusal;
      if (!(error instanceof Refusal)) throw error;
    }
  }

  async persist() {
    // Try until it is sent: only a refusal, or the person, ends it.
    for (let tries = 0; !this.isDropped; ) {
      const before = this.offset;
      try {
        await this.send();
        return;
      } catch (error) {
        if (!(error instanceof Broken)) throw error;
        this.say(words.textBroken);
        if (!navigator.onLine) trouble("lost");
        tries = this.offset > before ? 0 : tries + 1;
        await pause(PATIENCE[Math.min(tries, PATIENCE.length - 1)]);
      }
    }
  }

  async send() {
    if (this.url) await this.find();
    if (!this.url) this.url = await begin(this.file);
    do {
      this.show();
      await this.sendPiece();
    } while (this.offset < this.file.size && !this.isDropped);
    if (!this.isDropped) await this.finish();
  }

  async find() {
    const response = await ask("HEAD", this.url);
    this.offset = response.ok ? Number(response.headers.get("Upload-Offset")) : 0;
    // It lay too long, or was discarded elsewhere: begin anew.
    if (!response.ok || Number(response.headers.get("Upload-Length")) !== this.file.size) this.url = "";
  }

  async sendPiece() {
    const piece = this.file.slice(this.offset, this.offset + PIECE);
    const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(this.offset) };
    const response = await ask("PATCH", this.url, headers, piece);
    if (response.status === 409) return this.find();
    if (response.status === 404) {
      this.url = "";
      throw new Broken("gone");
    }
    if (response.status !== 204) throw new Refusal((await response.text()) || words.textFailed);
    this.offset = Number(response.headers.get("Upload-Offset"));
    recovered();
  }

  show() {
    this.bar.value = this.file.size ? (100 * this.offset) / this.file.size : 100;
    const isLast = this.offset + PIECE >= this.file.size;
    const counted = { done: megabytes(this.offset), all: megabytes(this.file.size) };
    this.say(isLast ? words.textLooking : filled(words.textSending, counted));
  }

  async finish() {
    const response = await fetch(this.url, { headers: { "X-Requested-With": "fetch" } });
    if (!response.ok || isSignedOut(response)) throw new Broken("row");
    const made = new DOMParser().parseFromString(await response.text(), "text/html").body.firstElementChild;
    document.getElementById(made.id)?.remove();
    taken.append(made);
    drafts.hidden = false;
    this.row.remove();
    news.textContent = filled(words.textDone, { name: this.file.name });
  }

  async drop() {
    this.isDropped = true;
    this.row.remove();
    if (this.url) await ask("DELETE", this.url).catch(() => {});
  }
}

function pause(seconds) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    addEventListener("online", () => (clearTimeout(timer), resolve()), { once: true });
  });
}

function enqueue(one) {
  one.say(words.textWaiting);
  one.bar.hidden = false;
  waiting.push(one);
  next();
}

function next() {
  while (running < AT_ONCE && waiting.length) {
    running += 1;
    waiting
      .shift()
      .run()
      .finally(() => {
        running -= 1;
        next();
      });
  }
}

function start(files) {
  for (const file of files) enqueue(new Sending(file));
}

input.addEventListener("change", () => {
  start([...input.files]);
  input.value = "";
});
zone.addEventListener("submit", (event) => event.preventDefault());
zone.querySelector("[data-no-script]").hidden = true;
input.required = false;

let inside = 0;
const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
document.addEventListener("dragenter", (event) => {
  if (!hasFiles(event)) return;
  inside += 1;
  zone.classList.add("over");
});
document.addEventListener("dragover", (event) => {
  if (hasFiles(event)) event.preventDefault();
});
document.addEventListener("dragleave", () => {
  inside = Math.max(0, inside - 1);
  if (!inside) zone.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  inside = 0;
  zone.classList.remove("over");
  start(event.dataTransfer.files);
});

// A row that came while the page was open has no form of its own to be discarded by.
taken.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-discard]");
  if (!button || button.form) return;
  event.preventDefault();
  const row = button.closest("[data-url]");
  try {
    await ask("DELETE", row.dataset.url);
    row.remove();
  } catch {
    trouble("lost");
  }
});

addEventListener("beforeunload", (event) => {
  if (running) event.preventDefault();
});

// Minutes taken live: each item saves itself, keeps a copy on this device, and never overwrites somebody else.
import { mount } from "./editor.js";
import { isSignedOut, recovered, trouble } from "./trouble.js";

const page = document.querySelector("[data-minutes]");
const words = page.dataset;
const entries = [];
const PAUSE = 900;
const RETRY = 4000;

class Entry {
  constructor(form) {
    this.form = form;
    this.item = form.dataset.entry;
    this.version = Number(form.dataset.version);
    this.area = form.querySelector("[data-notes]");
    this.saved = this.area.value;
    this.key = `${words.key}-${this.item}`;
    this.state = page.querySelector(`[data-state-of="${this.item}"]`);
    this.conflict = form.querySelector("[data-conflict]");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
  }

  async start(toolbar) {
    const title = document.getElementById(`title-${this.item}`).textContent;
    this.editor = await mount(this.area, { url: words.editorUrl, toolbar, label: title });
    // The editor may write the same text in another way: that is no change.
    this.saved = this.editor.html;
    this.editor.onChange(() => this.changed());
    this.recover();
  }

  recover() {
    const copy = readCopy(this.key);
    if (!copy || copy.html === this.saved) {
      dropCopy(this.key);
      return;
    }
    // Saved with the version that it was made from: the server says when somebody else was faster.
    this.version = copy.version;
    this.editor.set(copy.html);
    this.tell("unsaved", words.textRecovered);
    this.save();
  }

  get isDirty() {
    return this.editor && this.editor.html !== this.saved;
  }

  changed() {
    writeCopy(this.key, { html: this.editor.html, version: this.version });
    this.tell("unsaved", words.textUnsaved);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  async save() {
    if (this.saving || !this.conflict.hidden) return;
    const html = this.editor.html;
    this.saving = true;
    this.tell("saving", words.textSaving);
    let response;
    try {
      response = await fetch(this.form.action, {
        method: "POST",
        body: new URLSearchParams({ html, version: this.version }),
        headers: { "X-CSRFToken": token(), "X-Requested-With": "fetch" },
      });
    } catch {
      return this.failed("lost");
    } finally {
      this.saving = false;
    }
    if (isSignedOut(response)) return this.failed("signed-out");
    if (response.status === 409) return this.conflicts(html, await response.json());
    if (response.status === 422) return this.refused(await response.json());
    if (!response.ok) return this.failed(response.status === 403 ? "forbidden" : "failed");
    recovered();
    const answer = await response.json();
    this.version = answer.version;
    this.saved = html;
    if (this.isDirty) return this.changed();
    dropCopy(this.key);
    this.tell("saved", `${words.textSaved} ${answer.saved_at}`);
  }

  failed(kind) {
    trouble(kind);
    this.tell("unsaved", words.textUnsaved);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), RETRY);
  }

  refused(answer) {
    this.tell("unsaved", answer.refusal || words.textRefused);
  }

  conflicts(mine, theirs) {
    writeCopy(this.key, { html: mine, version: this.version });
    const box = this.conflict;
    box.replaceChildren(document.querySelector("[data-conflict-template]").content.cloneNode(true));
    // Both texts come from the server's sanitiser or this editor; they are shown as words all the same.
    box.querySelector("[data-mine]").append(...wordsOf(mine));
    box.querySelector("[data-theirs]").append(...wordsOf(theirs.html));
    box.querySelector("[data-by]").textContent = theirs.by ? `(${theirs.by})` : "";
    box.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-choose]")?.dataset.choose;
      if (choice) this.settle(choice, theirs);
    });
    box.hidden = false;
    this.tell("unsaved", words.textUnsaved);
    box.querySelector("button").focus();
  }

  settle(choice, theirs) {
    const mine = this.editor.html;
    this.version = theirs.version;
    this.conflict.hidden = true;
    this.conflict.replaceChildren();
    this.saved = theirs.html;
    if (choice === "theirs") {
      this.editor.set(theirs.html);
      dropCopy(this.key);
      this.tell("saved", "");
    } else {
      if (choice === "both") this.editor.set(theirs.html + mine);
      this.changed();
    }
    this.editor.focus();
  }

  tell(state, text) {
    this.state.dataset.state = state;
    this.state.textContent = text;
  }
}

function wordsOf(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return [...parsed.body.children].map((block) => {
    const copy = document.createElement("p");
    copy.textContent = block.textContent;
    return copy;
  });
}

function token() {
  const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  return found ? decodeURIComponent(found[1]) : page.querySelector("[name=csrfmiddlewaretoken]").value;
}

function readCopy(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function writeCopy(key, copy) {
  try {
    localStorage.setItem(key, JSON.stringify(copy));
  } catch {
    // The text stays on the page; the guard before leaving still holds.
  }
}

function dropCopy(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

addEventListener("beforeunload", (event) => {
  if (entries.some((entry) => entry.isDirty)) event.preventDefault();
});
addEventListener("online", () => {
  for (const entry of entries) if (entry.isDirty) entry.save();
});

// "Go back" in a form that was opened under an item closes it; without script it is a link.
document.addEventListener("click", (event) => {
  const back = event.target.closest("[data-close-form]");
  if (!back) return;
  event.preventDefault();
  back.closest(".record-form").remove();
});
// The people of the chosen owner come alone; the server asks the same question.
document.addEventListener("change", (event) => {
  if (event.target.name !== "owner") return;
  const people = event.target.form.elements.person;
  const owner = event.target.selectedOptions[0].textContent.split(":")[0].trim();
  for (const group of people.querySelectorAll("optgroup")) {
    group.hidden = group.disabled = Boolean(event.target.value) && group.label !== owner;
  }
  if (people.selectedOptions[0]?.parentElement.disabled) people.value = "";
});
// A list that was drawn anew takes the focus back from the form that is gone.
document.addEventListener("htmx:afterSwap", (event) => {
  const records = event.detail.elt?.closest?.("[data-records]") ?? document.getElementById(event.detail.target?.id);
  if (records?.matches("[data-records]")) records.querySelector(":scope > .buttons a")?.focus();
});
const agenda = document.querySelector("[data-agenda]");
if (matchMedia("(max-width: 60rem)").matches) agenda.open = false;

const toolbar = document.querySelector("[data-toolbar]");
for (const form of document.querySelectorAll("[data-entry]")) {
  const entry = new Entry(form);
  entries.push(entry);
  await entry.start(toolbar);
}
page.dataset.ready = "";

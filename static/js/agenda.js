// The agenda editor: rows edited in place and saved while one types, moved, added, removed with undo; papers by drag.
import { Record, Trouble, copiesUnder, dropCopy, isAllSaved, readCopy, send, text } from "./autosave.js";
import { chosen, choose, preparePick } from "./pick.js";
import { prepareReorder } from "./reorder.js";
import { prepareUploads } from "./upload.js";
import { trouble } from "./trouble.js";

const editor = document.querySelector("[data-agenda]");
const list = editor.querySelector("[data-rows]");
const words = editor.dataset;
const POLL_MS = 20_000;
const LISTS = ["presenters", "presenting"];
const FIELDS = [
  "title", "kind", "minutes", "presenters", "presenting", "outside_presenter", "description", "expected_outcome",
  "is_open_to_guests", "title_ru", "title_ky", "secretariat_notes",
];
const newForm = editor.querySelector("[data-new-form]");
const newTitle = newForm?.querySelector("[name=title]");
const records = new Map();
const [startHour, startMinute] = words.starts.split(":").map(Number);
const START = startHour * 60 + startMinute;
const LENGTH = Number(words.length);

function fill(sentence, values) {
  return sentence.replace(/%\((\w+)\)s/g, (_whole, name) => values[name] ?? "");
}

function say(sentence) {
  const box = editor.querySelector("[data-say]");
  box.textContent = "";
  requestAnimationFrame(() => (box.textContent = sentence));
}

function rows() {
  return [...list.querySelectorAll(":scope > [data-item]")];
}

function field(row, name) {
  return row.querySelector(`[data-field="${name}"]`);
}

function pickOf(row, name) {
  return row.querySelector(`[data-pick="${name}"]`);
}

function titleOf(row) {
  return field(row, "title").value.trim();
}

function read(row, name) {
  if (LISTS.includes(name)) return chosen(pickOf(row, name)).map(Number);
  const input = field(row, name);
  return input.type === "checkbox" ? input.checked : input.value;
}

function write(row, name, value) {
  if (LISTS.includes(name)) choose(pickOf(row, name), value.split(","));
  else if (field(row, name).type === "checkbox") field(row, name).checked = value !== "";
  else field(row, name).value = value;
  draw();
}

function encode(name, value) {
  if (LISTS.includes(name)) return value.split(",").filter(Boolean);
  if (name === "is_open_to_guests") return value ? ["on"] : [];
  return [value];
}

// Numbers, clock times, the sum against the meeting's length, and one line of what lies folded under each row.
function clock(minutes) {
  const pad = (number) => String(number).padStart(2, "0");
  return `${pad(Math.floor(minutes / 60) % 24)}:${pad(minutes % 60)}`;
}

function draw() {
  let top = 0;
  let sub = 0;
  let total = 0;
  let isPast = false;
  for (const row of rows()) {
    const isSub = Boolean(row.dataset.parent);
    if (isSub) sub += 1;
    else [top, sub] = [top + 1, 0];
    row.classList.toggle("is-sub", isSub);
    row.querySelector("[data-number]").textContent = isSub ? `${top}.${sub}` : String(top);
    row.querySelector("[data-clock]").textContent = clock(START + total);
    const begins = total;
    total += Math.max(0, Number(field(row, "minutes").value) || 0);
    row.classList.toggle("is-past", total > LENGTH);
    if (total > LENGTH && !isPast) {
      isPast = true;
      if (begins < LENGTH) row.after(end);
      else row.before(end);
    }
    row.dataset.kind = field(row, "kind").value;
    summarise(row);
  }
  end.hidden = !isPast;
  if (!isPast) list.after(end);
  editor.querySelector("[data-total]").textContent = fill(words.textTotal, { total, length: LENGTH });
  const left = LENGTH - total;
  const spare = left === 0 ? words.textExact : fill(left > 0 ? words.textSpare : words.textBeyond, { minutes: Math.abs(left) });
  editor.querySelector("[data-spare]").textContent = spare;
  editor.querySelector("[data-meter]").value = Math.min(total, LENGTH);
  editor.querySelector(".agenda-length").dataset.over = left < 0 ? "yes" : "";
  editor.querySelector("[data-empty]")?.toggleAttribute("hidden", rows().length > 0);
}

const end = document.createElement("li");
end.className = "agenda-end small";
end.textContent = editor.querySelector("[data-end]").textContent;
end.hidden = true;
editor.querySelector("[data-end]").remove();

function summarise(row) {
  const names = LISTS.flatMap((name) => [...pickOf(row, name).querySelectorAll("[data-chips] [data-pk]")])
    .map((chip) => chip.firstChild.textContent.trim());
  const outside = field(row, "outside_presenter").value.trim();
  if (outside) names.push(outside);
  const parts = [names.length ? names.join(", ") : words.textNobody];
  const papers = row.querySelectorAll("[data-paper]").length;
  if (papers) parts.push(fill(words.textPapers, { count: papers }));
  if (field(row, "is_open_to_guests").checked) parts.push(words.textGuests);
  const summary = row.querySelector("[data-summary]");
  summary.textContent = parts.join(" · ");
  summary.classList.toggle("is-lacking", !names.length);
  if (field(row, "secretariat_notes").value.trim()) {
    const mark = document.createElement("span");
    mark.className = "agenda-private-mark";
    mark.textContent = words.textNotes;
    summary.append(" ", mark);
  }
}

// One row: its record, its fields, its papers.
function prepare(row) {
  const pk = row.dataset.item;
  for (const element of row.querySelectorAll("[data-no-script]")) element.hidden = true;
  row.querySelector("[data-add-below]").hidden = false;
  const record = new Record({
    key: `agenda:${words.slug}:${pk}`,
    url: row.dataset.url,
    version: Number(row.dataset.version),
    fields: FIELDS,
    read: (name) => read(row, name),
    write: (name, value) => write(row, name, value),
    encode,
    onConflict: (name, mine, theirs) => showConflict(row, name, mine, theirs),
    onRefused: (sentence) => {
      const box = row.querySelector("[data-row-refused]");
      box.textContent = sentence;
      box.hidden = !sentence;
    },
    onSaved: () => (row.dataset.version = record.version),
  });
  records.set(pk, record);
  for (const name of LISTS) {
    preparePick(pickOf(row, name), () => {
      record.touch();
      draw();
    });
  }
  const papers = row.querySelector("[data-paper-list]");
  prepareUploads(row, {
    list: papers,
    template: editor.querySelector("[data-upload-template]"),
    onDone: ({ html }) => {
      papers.append(toElement(html));
      row.querySelector("[data-more]").open = true;
      draw();
    },
  });
}

function toElement(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
}

function recordOf(element) {
  return records.get(element.closest("[data-item]")?.dataset.item);
}

list.addEventListener("input", (event) => {
  if (!event.target.matches("[data-field]")) return;
  recordOf(event.target).touch();
  draw();
});
list.addEventListener("focusout", (event) => {
  if (event.target.matches("[data-field]")) recordOf(event.target)?.save();
});
list.addEventListener("submit", (event) => event.preventDefault());

// Two texts: mine as it stands in the field, theirs as it is saved.
function showConflict(row, name, mine, theirs) {
  const box = row.querySelector("[data-conflicts]");
  let panel = box.querySelector(`[data-conflict="${name}"]`);
  if (theirs === null) {
    panel?.remove();
    return;
  }
  if (!panel) {
    panel = editor.querySelector("[data-conflict-template]").content.firstElementChild.cloneNode(true);
    panel.dataset.conflict = name;
    box.append(panel);
    panel.addEventListener("click", (event) => decide(event, row, name, panel));
  }
  panel.querySelector("[data-conflict-field]").textContent = labelOf(row, name);
  panel.querySelector("[data-mine]").textContent = shown(row, name, mine);
  panel.querySelector("[data-theirs]").textContent = shown(row, name, theirs);
  panel.querySelector("[data-keep=merge]").hidden = !isText(row, name);
  panel.theirs = theirs;
  say(panel.querySelector("h3").textContent);
}

function isText(row, name) {
  return !LISTS.includes(name) && field(row, name).matches("textarea, input:not([type=checkbox], [type=number])");
}

function labelOf(row, name) {
  if (LISTS.includes(name)) return pickOf(row, name).querySelector("label").textContent.trim();
  const input = field(row, name);
  return input.getAttribute("aria-label") ?? input.labels[0]?.firstChild.textContent.trim() ?? name;
}

function shown(row, name, value) {
  if (LISTS.includes(name)) {
    const people = JSON.parse(document.getElementById(pickOf(row, name).dataset.source).textContent);
    return value.split(",").filter(Boolean).map((pk) => people.find((one) => String(one.pk) === pk)?.label ?? pk).join(", ") || "–";
  }
  const input = field(row, name);
  if (input.matches("select")) return [...input.options].find((option) => option.value === value)?.text ?? value;
  if (input.type === "checkbox") return value ? "✓" : "–";
  return value || "–";
}

function decide(event, row, name, panel) {
  const keep = event.target.closest("[data-keep]")?.dataset.keep;
  if (!keep) return;
  const record = records.get(row.dataset.item);
  const mine = text(read(row, name));
  const merged = panel.querySelector("[data-merged]");
  if (keep === "merge") {
    panel.querySelector("[data-merge]").hidden = false;
    merged.value = `${mine}\n${panel.theirs}`;
    merged.focus();
    return;
  }
  record.resolve(name, { mine, theirs: panel.theirs, merged: oneLine(row, name, merged.value) }[keep]);
  (LISTS.includes(name) ? pickOf(row, name).querySelector("input") : field(row, name)).focus();
}

function oneLine(row, name, value) {
  const isLong = name === "description" || name === "secretariat_notes";
  return isLong ? value : value.split("\n").map((line) => line.trim()).filter(Boolean).join(" ");
}

// Asking the office to move, add, remove: nothing changes here before it has agreed.
async function ask(url, values = {}) {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) {
    for (const one of [value].flat()) data.append(name, one);
  }
  try {
    const { ok, answer } = await send(url, data);
    if (ok) return answer;
    say(answer.refused);
    notice(answer.refused);
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    trouble(error.message);
  }
  return null;
}

function applyOrder(order, html = {}) {
  const active = document.activeElement;
  const selection = active?.matches?.("textarea, input") ? [active.selectionStart, active.selectionEnd] : null;
  const before = new Map(rows().map((row) => [row, row.getBoundingClientRect().top]));
  const wanted = order.map(({ pk, parent }) => {
    let row = list.querySelector(`:scope > [data-item="${pk}"]`);
    if (!row && html[pk]) {
      row = toElement(html[pk]);
      list.append(row);
      prepare(row);
    }
    if (row) row.dataset.parent = parent ?? "";
    return row;
  }).filter(Boolean);
  for (const row of rows().filter((one) => !wanted.includes(one))) leave(row);
  const now = rows();
  if (wanted.some((row, index) => row !== now[index])) {
    for (const row of wanted) list.append(row);
    glide(before);
    if (active && list.contains(active) && document.activeElement !== active) {
      active.focus({ preventScroll: true });
      if (selection && selection[0] !== null) active.setSelectionRange?.(...selection);
    }
  }
  draw();
}

function glide(before) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const row of rows()) {
    const from = before.get(row);
    const by = from === undefined ? 0 : from - row.getBoundingClientRect().top;
    if (by) row.animate([{ translate: `0 ${by}px` }, { translate: "0 0" }], { duration: 160, easing: "ease-out" });
  }
}

// A row that somebody removed; what was typed and not saved stays on the page to be copied.
function leave(row) {
  const record = records.get(row.dataset.item);
  if (record && !record.isClean) {
    keepText(fill(words.textGone, { title: titleOf(row) }), record.dirty.map((name) => text(record.read(name))).join("\n"));
  }
  record?.forget();
  dropCopy(record?.key);
  records.delete(row.dataset.item);
  row.remove();
}

function keepText(sentence, value) {
  const box = editor.querySelector("[data-lost]");
  const paragraph = document.createElement("p");
  paragraph.textContent = sentence;
  const kept = document.createElement("blockquote");
  kept.textContent = value;
  box.append(paragraph, kept);
  box.hidden = false;
}

async function move(row, where) {
  await records.get(row.dataset.item).save();
  const answer = await ask(`${row.dataset.url}move/`, where);
  if (!answer) return;
  applyOrder(answer.order);
  say(fill(words.textMoved, {
    title: titleOf(row),
    number: row.querySelector("[data-number]").textContent,
    clock: row.querySelector("[data-clock]").textContent,
  }));
  row.scrollIntoView({ block: "nearest" });
}

async function add(after, title = "") {
  const values = { ...(after && { after: after.dataset.item }), ...(title && { title }) };
  const answer = await ask(words.newUrl, values);
  if (!answer) return null;
  applyOrder(answer.order, answer.html);
  return list.querySelector(`:scope > [data-item="${answer.pk}"]`);
}

// Below the row, a line takes what one types while the office makes the item; Enter in it asks for the item after it.
function addBelow(above, made = Promise.resolve(above)) {
  const line = document.createElement("div");
  line.className = "agenda-coming";
  const input = Object.assign(document.createElement("input"), { className: "agenda-title", maxLength: 300 });
  input.setAttribute("aria-label", newTitle.labels[0].textContent);
  line.append(input);
  above.append(line);
  input.focus();
  const added = made.then((row) => fillBelow(row, line, input));
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    addBelow(line, added);
  });
}

async function fillBelow(row, line, input) {
  records.get(row?.dataset.item)?.save();
  const added = row && (await add(row));
  const [typed, isHere] = [input.value.trim(), document.activeElement === input];
  if (!added) {
    giveBack(typed);
    return null;
  }
  const title = field(added, "title");
  const next = line.querySelector(":scope > .agenda-coming");
  if (typed) {
    title.value = input.value;
    recordOf(title).touch();
    draw();
  }
  if (isHere) {
    title.focus();
    if (!typed) title.select();
    say(words.textAdded);
  }
  if (next) carry(next, added);
  line.remove();
  return added;
}

function carry(line, row) {
  const active = document.activeElement;
  const selection = [active.selectionStart, active.selectionEnd];
  row.append(line);
  if (!line.contains(active)) return;
  active.focus({ preventScroll: true });
  active.setSelectionRange(...selection);
}

// What was typed for an item that could not be made waits in the field for a new one.
function giveBack(title) {
  newTitle.value = [newTitle.value, title].filter(Boolean).join(" ");
  if (document.activeElement.closest(".agenda-coming")) newTitle.focus();
  for (const line of list.querySelectorAll(".agenda-coming")) line.remove();
}

async function remove(row, button) {
  const { restoreUrl } = button.dataset;
  const title = titleOf(row);
  await records.get(row.dataset.item)?.save();
  const neighbour = row.nextElementSibling ?? row.previousElementSibling;
  const answer = await ask(button.getAttribute("formaction"));
  if (!answer) return;
  applyOrder(answer.order);
  neighbour?.querySelector?.("[data-handle]")?.focus();
  offerUndo(fill(words.textRemoved, { title }), async () => {
    const restored = await ask(restoreUrl, { with: answer.with });
    if (!restored) return false;
    applyOrder(restored.order, restored.html);
    say(fill(words.textRestored, { title }));
    return true;
  });
}

const undo = editor.querySelector("[data-undo]");
let undoAct = null;

function offerUndo(sentence, act) {
  undo.querySelector("[data-undo-text]").textContent = sentence;
  undo.querySelector("[data-undo-button]").hidden = !act;
  undo.hidden = false;
  undoAct = act;
}

function notice(sentence) {
  offerUndo(sentence, null);
}

undo.querySelector("[data-undo-button]").addEventListener("click", async () => {
  if (undoAct && (await undoAct())) undo.hidden = true;
});

list.addEventListener("click", (event) => {
  const row = event.target.closest("[data-item]");
  const button = event.target.closest("button");
  if (!row || !button) return;
  if (button.dataset.move) move(row, { direction: button.dataset.move });
  else if ("remove" in button.dataset) remove(row, button);
  else if ("addBelow" in button.dataset) addBelow(row);
  else if ("paperRemove" in button.dataset) removePaper(button.closest("[data-paper]"));
  else return;
  event.preventDefault();
});

list.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  if (!event.target.matches("textarea.agenda-title, .agenda-head input")) return;
  event.preventDefault();
  if (event.target.matches(".agenda-title")) addBelow(event.target.closest("[data-item]"));
});

// The field is free for the next title at once; the items come in the order in which they were typed.
let adding = Promise.resolve();
newForm?.addEventListener("submit", (event) => {
  event.preventDefault();
  const title = newTitle.value.trim();
  newTitle.value = "";
  if (title) newTitle.focus();
  adding = adding.then(() => addAtTheEnd(title));
});

async function addAtTheEnd(title) {
  const added = await add(null, title);
  if (!added) {
    newTitle.value = [title, newTitle.value].filter(Boolean).join(" ");
    return;
  }
  added.scrollIntoView({ block: "nearest" });
  if (title) return;
  field(added, "title").focus();
  field(added, "title").select();
}

// Papers: described in place, taken off with undo.
list.addEventListener("change", async (event) => {
  if (!event.target.matches("[data-paper-field]")) return;
  const paper = event.target.closest("[data-paper]");
  const values = Object.fromEntries([...paper.querySelectorAll("[data-paper-field]")].map((input) => [input.name, input.value]));
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  const refused = paper.querySelector("[data-paper-refused]");
  try {
    const { ok, answer } = await send(paper.dataset.url, data);
    refused.textContent = ok ? "" : answer.refused;
    refused.hidden = ok;
    if (!ok) return;
    const fresh = toElement(answer.html);
    paper.querySelector("summary").textContent = fresh.querySelector("summary").textContent;
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    trouble(error.message);
  }
});

async function removePaper(paper) {
  const row = paper.closest("[data-item]");
  const title = paper.querySelector("[name=title]").value;
  if (!(await ask(paper.dataset.removeUrl))) return;
  const next = paper.nextElementSibling;
  const papers = paper.parentElement;
  paper.remove();
  draw();
  (papers.querySelector("[data-paper-remove]") ?? row.querySelector("input[type=file]")).focus();
  offerUndo(fill(words.textRemoved, { title }), async () => {
    const answer = await ask(paper.dataset.restoreUrl);
    if (!answer) return false;
    papers.insertBefore(toElement(answer.html), next?.isConnected ? next : null);
    draw();
    return true;
  });
}

// What others did meanwhile.
async function look() {
  if (document.hidden || list.classList.contains("is-dragging")) return;
  let result;
  try {
    const known = rows().map((row) => row.dataset.item).join(",");
    result = await send(`${words.itemsUrl}?known=${known}`);
  } catch {
    return;
  }
  if (!result.ok) return;
  const { items, html } = result.answer;
  const isOther = applyIfOther(items, html);
  for (const item of items) {
    const record = records.get(String(item.pk));
    if (record && !record.isSaving && item.version > record.version) {
      record.receive(item);
      draw();
      if (isOther) say(words.textMerged);
    }
  }
}

function applyIfOther(items, html) {
  const mine = rows().map((row) => `${row.dataset.item}/${row.dataset.parent}`).join();
  const theirs = items.map((item) => `${item.pk}/${item.parent ?? ""}`).join();
  if (mine === theirs) return false;
  applyOrder(items, html);
  return true;
}

for (const row of rows()) prepare(row);
prepareReorder(list, {
  move,
  say,
  texts: { drag: (row) => fill(words.textDrag, { title: titleOf(row) }) },
});
// Texts kept from before for items that are no longer on the agenda.
for (const key of copiesUnder(`agenda:${words.slug}:`)) {
  const pk = key.split(":").at(-1);
  const copy = readCopy(key);
  if (records.has(pk) || !copy) continue;
  keepText(fill(words.textGone, { title: copy.values.title ?? copy.base.title ?? "…" }), Object.values(copy.values).join("\n"));
  dropCopy(key);
}
draw();
setInterval(look, POLL_MS);
document.addEventListener("visibilitychange", look);
// For tests and for the curious.
editor.dataset.ready = "yes";
editor.isAllSaved = isAllSaved;

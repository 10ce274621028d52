// Keeps what is typed in form[data-keep] in this browser until it was sent, so that a lost line loses no words.
import { dropCopy, readCopy } from "./autosave.js";

const FIELDS = "textarea[name]:not([hidden]), input[type=text][name], input[type=radio][name]";

for (const form of document.querySelectorAll("form[data-keep]")) {
  const key = `draft:${form.dataset.keep}`;
  const fields = [...form.querySelectorAll(FIELDS)];
  const start = values(fields);
  const copy = readCopy(key);
  if (copy && JSON.stringify(copy) !== JSON.stringify(start) && !form.querySelector("[aria-invalid=true]")) {
    write(fields, copy);
    const told = form.querySelector("[data-restored]");
    told.textContent = form.dataset.textRestored;
    told.hidden = false;
  }
  form.addEventListener("input", () => keep(key, values(fields)));
}

// The page that says thank you, or the round after an answer: what was kept is not needed any more.
for (const said of document.querySelectorAll("[data-said]")) dropCopy(`draft:${said.dataset.said}`);

function values(fields) {
  const found = {};
  for (const field of fields) {
    if (field.type === "radio") found[field.name] ??= "";
    if (field.type !== "radio" || field.checked) found[field.name] = field.value;
  }
  return found;
}

function write(fields, copy) {
  for (const field of fields) {
    if (!(field.name in copy)) continue;
    if (field.type === "radio") field.checked = field.value === copy[field.name];
    else field.value = copy[field.name];
  }
}

function keep(key, found) {
  try {
    localStorage.setItem(key, JSON.stringify(found));
  } catch {
    // Storage may be full or forbidden: the page itself still holds the text.
  }
}

// Choosing several people or organisations by typing: chips, and a list of matches beneath the input.
// <div data-pick="field" data-source="id of a JSON list"> … [data-chips] … input[data-search-input] </div>
const MOST = 8;
const sources = new Map();
let serial = 0;

function source(id) {
  if (!sources.has(id)) sources.set(id, JSON.parse(document.getElementById(id)?.textContent ?? "[]"));
  return sources.get(id);
}

function fold(words) {
  return words.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/ң/g, "н").replace(/ө/g, "о").replace(/ү/g, "у");
}

export function chosen(pick) {
  return [...pick.querySelectorAll("[data-chips] [data-pk]")].map((chip) => chip.dataset.pk);
}

export function choose(pick, keys) {
  const chips = pick.querySelector("[data-chips]");
  chips.replaceChildren();
  for (const key of keys.filter(Boolean)) addChip(pick, key);
}

function addChip(pick, key) {
  const one = source(pick.dataset.source).find((row) => String(row.pk) === String(key));
  const chip = document.createElement("span");
  chip.className = "chip";
  chip.dataset.pk = key;
  chip.textContent = one?.label ?? key;
  dress(pick, chip);
  pick.querySelector("[data-chips]").append(chip);
}

function dress(pick, chip) {
  const name = chip.textContent.trim();
  chip.querySelector("input")?.remove();
  const button = document.createElement("button");
  button.type = "button";
  button.className = "chip-remove";
  button.textContent = "×";
  button.setAttribute("aria-label", pick.closest("[data-text-remove]").dataset.textRemove.replace("%(name)s", name));
  chip.append(button);
}

export function preparePick(pick, onChange) {
  const input = pick.querySelector("[data-search-input]");
  const words = pick.closest("[data-text-none]").dataset;
  const list = document.createElement("ul");
  list.className = "combo-list";
  list.id = `combo-${++serial}`;
  list.role = "listbox";
  list.hidden = true;
  list.setAttribute("aria-label", pick.querySelector("label").textContent.trim());
  input.setAttribute("aria-controls", list.id);
  input.after(list);
  for (const chip of pick.querySelectorAll("[data-chips] [data-pk]")) dress(pick, chip);
  let at = -1;

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    at = -1;
  }

  function mark(next) {
    const options = [...list.querySelectorAll("[role=option]:not([aria-disabled])")];
    if (!options.length) return;
    at = (next + options.length) % options.length;
    options.forEach((option, index) => option.setAttribute("aria-selected", index === at));
    input.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  }

  function show() {
    const wanted = fold(input.value.trim());
    const taken = new Set(chosen(pick));
    const found = source(pick.dataset.source)
      .filter((row) => !taken.has(String(row.pk)) && fold(`${row.label} ${row.note} ${row.also}`).includes(wanted))
      .sort((one, other) => fold(other.label).startsWith(wanted) - fold(one.label).startsWith(wanted))
      .slice(0, MOST);
    list.replaceChildren(...found.map(option));
    if (!found.length) {
      const none = document.createElement("li");
      none.className = "soft";
      none.role = "option";
      none.setAttribute("aria-disabled", "true");
      none.textContent = words.textNone;
      list.append(none);
    }
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    at = -1;
    if (found.length && wanted) mark(0);
  }

  function option(row) {
    const item = document.createElement("li");
    item.id = `${list.id}-${row.pk}`;
    item.role = "option";
    item.dataset.pk = row.pk;
    item.setAttribute("aria-selected", "false");
    const note = document.createElement("span");
    note.className = "soft small";
    note.textContent = ` ${row.note}`;
    item.append(row.label, note);
    return item;
  }

  function take(item) {
    if (!item?.dataset.pk) return;
    addChip(pick, item.dataset.pk);
    input.value = "";
    close();
    input.focus();
    onChange();
  }

  input.addEventListener("input", show);
  input.addEventListener("click", show);
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (event.altKey) return;
    if (event.key === "ArrowDown") {
      event.preventDefault();
      if (list.hidden) show();
      mark(at + 1);
    } else if (event.key === "ArrowUp") {
      event.preventDefault();
      mark(at - 1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      take(list.querySelector("[aria-selected=true]"));
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
    } else if (event.key === "Backspace" && !input.value) {
      pick.querySelector("[data-chips] [data-pk]:last-child")?.remove();
      onChange();
    }
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => take(event.target.closest("[role=option]")));
  pick.querySelector("[data-chips]").addEventListener("click", (event) => {
    if (!event.target.matches(".chip-remove")) return;
    event.target.closest("[data-pk]").remove();
    input.focus();
    onChange();
  });
}

// Suggestions beneath a search box: htmx fetches them, the arrow keys walk through them, Enter opens the chosen one.
// <input data-suggests="id of the list"> … <div class="suggestions" id="…" hidden></div>; without it one just searches.
function close(input, box) {
  box.hidden = true;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
  for (const option of box.querySelectorAll("[aria-selected=true]")) option.setAttribute("aria-selected", "false");
}

function open(input, box) {
  const options = [...box.querySelectorAll("[role=option]")];
  options.forEach((option, place) => {
    option.id = `${box.id}-${place}`;
  });
  box.hidden = options.length === 0 || document.activeElement !== input;
  input.setAttribute("aria-expanded", String(!box.hidden));
  input.removeAttribute("aria-activedescendant");
}

function walk(input, box, step) {
  const options = [...box.querySelectorAll("[role=option]")];
  if (box.hidden) open(input, box);
  if (box.hidden) return;
  const at = options.findIndex((option) => option.id === input.getAttribute("aria-activedescendant"));
  const next = at < 0 ? (step > 0 ? 0 : options.length - 1) : at + step;
  options.forEach((option, place) => option.setAttribute("aria-selected", String(place === next)));
  if (options[next]) {
    input.setAttribute("aria-activedescendant", options[next].id);
    options[next].scrollIntoView({ block: "nearest" });
  } else {
    // Past either end one is back in the box, with what was typed.
    input.removeAttribute("aria-activedescendant");
  }
}

function prepare(input) {
  const box = document.getElementById(input.dataset.suggests);
  if (!box) return;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", box.id);
  input.setAttribute("aria-expanded", "false");
  box.addEventListener("htmx:afterSwap", () => open(input, box));
  input.addEventListener("keydown", (event) => {
    const chosen = box.querySelector("[aria-selected=true]");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      walk(input, box, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && !box.hidden) {
      event.preventDefault();
      close(input, box);
    } else if (event.key === "Enter" && chosen && !box.hidden) {
      event.preventDefault();
      window.location.assign(chosen.dataset.url);
    }
  });
  // The press comes before the box loses its focus, and must not take it.
  box.addEventListener("mousedown", (event) => event.preventDefault());
  box.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) window.location.assign(option.dataset.url);
  });
  input.addEventListener("blur", () => close(input, box));
}

for (const input of document.querySelectorAll("input[data-suggests]")) prepare(input);

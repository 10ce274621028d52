// Menus are <details>: close on Escape and on a click elsewhere. Keys: "/" to search, "?" for the list of keys.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));

document.addEventListener("focusin", (event) => closeMenus(event.target.closest("details[data-menu]")));

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

function isVisible(element) {
  return element !== null && element.getClientRects().length > 0;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const menu = event.target.closest("details[data-menu][open]");
    closeMenus();
    menu?.querySelector("summary").focus();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const search = document.querySelector("[data-search]");
  if (event.key === "/" && isVisible(search)) {
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === "?" && !document.querySelector("dialog[open]")) {
    event.preventDefault();
    document.getElementById("shortcuts")?.showModal();
  }
});

for (const button of document.querySelectorAll("[data-shortcuts]")) {
  button.hidden = false;
  button.addEventListener("click", () => document.getElementById("shortcuts").showModal());
}

// Tabs that do not fit on a phone: start with the current one in sight.
for (const tabs of document.querySelectorAll(".tabs")) {
  const current = tabs.querySelector("[aria-current]");
  if (current) tabs.scrollLeft = current.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - current.clientWidth) / 2;
}

// Moving rows of a list with one level of sub-rows, by pointer (mouse, pen, finger) and by keyboard.
// The rows are <li data-item data-parent>; `move(row, where)` does it on the server, where = { direction } or { parent, before }.
const INDENT_PX = 32;
const EDGE_PX = 80;

export function prepareReorder(list, { move, say, texts }) {
  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-handle]");
    if (handle && event.button === 0) start(event, handle.closest("[data-item]"), handle);
  });

  function rows() {
    return [...list.querySelectorAll(":scope > [data-item]")];
  }

  function familyOf(row) {
    if (row.dataset.parent) return [row];
    return [row, ...rows().filter((other) => other.dataset.parent === row.dataset.item)];
  }

  function start(event, row, handle) {
    const family = familyOf(row);
    const line = document.createElement("li");
    line.className = "agenda-line";
    line.setAttribute("aria-hidden", "true");
    const from = { x: event.clientX, y: event.clientY };
    let target = null;
    let isDragging = false;
    let pointerY = event.clientY;
    let scrolling = 0;
    handle.setPointerCapture(event.pointerId);

    function begin() {
      isDragging = true;
      list.classList.add("is-dragging");
      family.forEach((one) => one.classList.add("is-moving"));
      say(texts.drag(row));
      scroll();
    }

    function scroll() {
      const step = pointerY < EDGE_PX ? -12 : pointerY > innerHeight - EDGE_PX ? 12 : 0;
      if (step) scrollBy(0, step);
      scrolling = requestAnimationFrame(scroll);
    }

    function over(moved) {
      pointerY = moved.clientY;
      const distance = Math.hypot(moved.clientX - from.x, moved.clientY - from.y);
      if (!isDragging && distance > 6) begin();
      if (!isDragging) return;
      const dy = moved.clientY - from.y;
      family.forEach((one) => (one.style.translate = `0 ${dy}px`));
      aim(moved);
    }

    function aim(moved) {
      const rest = rows().filter((one) => !family.includes(one));
      const next = rest.find((one) => {
        const box = one.getBoundingClientRect();
        return moved.clientY < box.top + box.height / 2;
      });
      const previous = next ? rest[rest.indexOf(next) - 1] : rest.at(-1);
      target = place(previous, next, moved.clientX - from.x);
      line.classList.toggle("is-sub", Boolean(target.parent));
      list.insertBefore(line, next ?? null);
    }

    // Between a row and its sub-rows only a sub-row fits; at the end of a family the hand chooses by going sideways.
    function place(previous, next, dx) {
      const parentAbove = previous ? previous.dataset.parent || previous.dataset.item : "";
      const canBeSub = family.length === 1 && Boolean(previous);
      if (next?.dataset.parent && canBeSub) return { parent: next.dataset.parent, before: next.dataset.item };
      const wantsSub = row.dataset.parent ? dx > -INDENT_PX && Boolean(previous?.dataset.parent || dx > INDENT_PX) : dx > INDENT_PX;
      if (canBeSub && wantsSub) return { parent: parentAbove, before: "" };
      const top = next?.dataset.parent ? rows().find((one) => one.dataset.item === next.dataset.parent) : next;
      return { parent: "", before: top?.dataset.item ?? "" };
    }

    function end(commit) {
      cancelAnimationFrame(scrolling);
      handle.removeEventListener("pointermove", over);
      handle.removeEventListener("pointerup", drop);
      handle.removeEventListener("pointercancel", cancel);
      removeEventListener("keydown", escape, true);
      list.classList.remove("is-dragging");
      line.remove();
      family.forEach((one) => {
        one.classList.remove("is-moving");
        one.style.translate = "";
      });
      if (commit && isDragging && target) move(row, target);
    }

    const drop = () => end(true);
    const cancel = () => end(false);
    const escape = (pressed) => {
      if (pressed.key !== "Escape") return;
      pressed.preventDefault();
      pressed.stopPropagation();
      end(false);
    };
    handle.addEventListener("pointermove", over);
    handle.addEventListener("pointerup", drop);
    handle.addEventListener("pointercancel", cancel);
    addEventListener("keydown", escape, true);
  }

  const KEYS = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" };
  const isMac = /Mac|iP(hone|ad)/.test(navigator.platform);
  list.addEventListener("keydown", (event) => {
    const direction = KEYS[event.key];
    if (!direction || !event.altKey || event.ctrlKey || event.metaKey) return;
    const row = event.target.closest("[data-item]");
    if (!row) return;
    // On a Mac these keys go by words in a text.
    const isText = event.target.matches("input, textarea");
    if (isMac && isText && (direction === "in" || direction === "out")) return;
    event.preventDefault();
    move(row, { direction });
  });
}

// The clock of a running item and the hour at which the meeting would end; set by the portal's time, not by the device's.
let ahead = 0;
const BISHKEK = { timeZone: "Asia/Bishkek", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

export function setByPortal(iso) {
  ahead = new Date(iso) - Date.now();
}

export function portalNow() {
  return new Date(Date.now() + ahead);
}

export function bishkek(instant) {
  return new Intl.DateTimeFormat("en-GB", BISHKEK).format(instant);
}

function elapsedOf(clock) {
  return Number(clock.dataset.before) + Math.max(0, (portalNow() - new Date(clock.dataset.since)) / 1000);
}

export function tick(root = document) {
  const clock = root.querySelector("[data-clock]");
  let left = 0;
  if (clock) {
    const spent = Math.floor(elapsedOf(clock));
    left = Math.max(0, Number(clock.dataset.planned) - spent);
    const words = `${Math.floor(spent / 60)}:${String(spent % 60).padStart(2, "0")}`;
    clock.querySelector("[data-elapsed]").textContent = words;
    clock.classList.toggle("is-over", spent > Number(clock.dataset.planned));
  }
  const end = root.querySelector("[data-end]");
  if (!end) return;
  const ends = new Date(portalNow().getTime() + (left + Number(end.dataset.rest)) * 1000);
  end.textContent = end.dataset.text.replace("{time}", bishkek(ends));
  end.classList.toggle("is-late", ends - new Date(end.dataset.plannedEnd) > 60000);
}

setInterval(() => tick(), 1000);

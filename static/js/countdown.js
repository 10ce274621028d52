// <strong data-countdown="ISO instant" data-text="Still {time}" hidden> shows the minutes and seconds that are left.
function tick() {
  for (const clock of document.querySelectorAll("[data-countdown]")) {
    const left = Math.max(0, Math.floor((new Date(clock.dataset.countdown) - Date.now()) / 1000));
    const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    clock.textContent = clock.dataset.text.replace("{time}", time);
    clock.hidden = left === 0;
  }
}

tick();
setInterval(tick, 1000);

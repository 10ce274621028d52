// Copies the value of a field; without a script the field can be marked and copied by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  const source = document.getElementById(button.dataset.copy);
  const label = button.querySelector("[data-copy-label]");
  const status = document.querySelector("[data-copy-status]");
  const before = label.textContent;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.value);
    } catch {
      source.select();
      return;
    }
    label.textContent = button.dataset.copied;
    if (status) status.textContent = button.dataset.copied;
    setTimeout(() => { label.textContent = before; if (status) status.textContent = ""; }, 3000);
  });
}
for (const field of document.querySelectorAll("[data-copy-source]")) {
  field.addEventListener("focus", () => field.select());
}

// <a href="/page/" data-dialog="id"> opens <dialog id="id">; without script or without the dialog the link is followed.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog?.showModal) {
    event.preventDefault();
    if (!dialog.open) dialog.showModal();
    return;
  }
  const closer = event.target.closest("[data-close]");
  if (closer?.closest("dialog")?.open) {
    event.preventDefault();
    closer.closest("dialog").close();
  } else if (event.target.matches("dialog[open]")) {
    // A click on the shade closes only a dialog in which nothing was typed.
    if (!event.target.querySelector("textarea, input:not([type=hidden])")) event.target.close();
  }
});

// A form that came back with errors is shown where it was filled in.
for (const dialog of document.querySelectorAll("dialog[data-open]")) dialog.showModal();

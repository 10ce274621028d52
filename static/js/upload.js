// Files dropped on an item or chosen: one request each, with progress; a failed one can be tried again.
import { trouble, recovered, isSignedOut } from "./trouble.js";
import { alsoBusy, csrfToken, showState } from "./autosave.js";

let running = 0;
alsoBusy(() => running > 0);

export function prepareUploads(zone, { list, template, onDone }) {
  const form = zone.querySelector("[data-upload]");
  if (!form) return;
  const input = form.querySelector("input[type=file]");
  const start = (files) => [...files].forEach((file) => upload(file));

  input.addEventListener("change", () => {
    start(input.files);
    input.value = "";
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  let inside = 0;
  const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  zone.addEventListener("dragenter", (event) => {
    if (!hasFiles(event)) return;
    inside += 1;
    zone.classList.add("is-over");
    form.classList.add("over");
  });
  zone.addEventListener("dragover", (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  const leave = () => {
    inside = Math.max(0, inside - 1);
    if (inside) return;
    zone.classList.remove("is-over");
    form.classList.remove("over");
  };
  zone.addEventListener("dragleave", leave);
  zone.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    inside = 0;
    leave();
    start(event.dataTransfer.files);
  });

  function upload(file) {
    const row = template.content.firstElementChild.cloneNode(true);
    const part = (name) => row.querySelector(`[data-${name}]`);
    const progress = row.querySelector("progress");
    let request = null;
    part("name").textContent = file.name;
    list.append(row);

    function attempt() {
      part("again").hidden = part("refused").hidden = true;
      progress.hidden = false;
      progress.value = 0;
      running += 1;
      showState();
      request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("X-CSRFToken", csrfToken());
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) progress.value = (100 * event.loaded) / event.total;
      });
      request.addEventListener("loadend", ended);
      const data = new FormData();
      data.set("file", file);
      request.send(data);
    }

    function ended() {
      running -= 1;
      showState();
      const answer = request.response;
      if (request.status === 200 && answer?.html && !isSignedOut(request)) {
        recovered();
        row.remove();
        onDone(answer);
        return;
      }
      progress.hidden = true;
      if (isSignedOut(request)) trouble("signed-out");
      else if (!request.status) trouble("lost");
      else if (!answer?.refused) trouble("failed");
      part("refused").textContent = answer?.refused ?? "";
      part("refused").hidden = !answer?.refused;
      // What the office refused is refused again; what the line swallowed is worth another try.
      part("again").hidden = Boolean(answer?.refused);
    }

    part("again").addEventListener("click", attempt);
    part("drop").addEventListener("click", () => {
      if (request && request.readyState < 4) request.abort();
      row.remove();
    });
    attempt();
  }
}

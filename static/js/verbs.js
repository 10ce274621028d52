// "The Network decided to …": a sentence with a controlled verb is offered to be recorded, beside the editor.
const patterns = JSON.parse(document.getElementById("verbs").textContent).map(({ kind, pattern }) => ({
  kind,
  match: new RegExp(pattern, "iu"),
}));
const template = document.querySelector("[data-offer-template]");
const dismissed = new Set();
const PAUSE = 600;

class Offers {
  constructor(box) {
    this.box = box;
    this.section = box.closest("section");
    this.shown = "";
    new MutationObserver(() => this.later()).observe(this.section, {
      subtree: true, childList: true, characterData: true,
    });
    this.later();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), PAUSE);
  }

  look() {
    const found = this.sentences().filter(({ text }) => !dismissed.has(text) && !this.isRecorded(text));
    // Drawn only when it changed: the focus stays where it is, and nothing is read out twice.
    const key = JSON.stringify(found);
    if (key === this.shown) return;
    this.shown = key;
    this.box.replaceChildren(...found.map((one) => this.offer(one)));
  }

  sentences() {
    const found = [];
    for (const block of this.section.querySelectorAll(".ProseMirror p, .ProseMirror li")) {
      if (block.querySelector("p, li")) continue;
      for (const text of block.textContent.split(/(?<=[.!?])\s+/u)) {
        const said = text.trim();
        // A sentence is whole when it ends; one that is still being typed is left alone.
        if (!/[.!?]$/u.test(said)) continue;
        const pattern = patterns.find(({ match }) => match.test(said));
        if (pattern) found.push({ kind: pattern.kind, text: said });
      }
    }
    return found;
  }

  isRecorded(text) {
    const records = this.section.querySelector("[data-records]");
    return [...records.querySelectorAll(".decision-box, .action-box")].some((box) => box.textContent.includes(text));
  }

  offer({ kind, text }) {
    const card = template.content.cloneNode(true).firstElementChild;
    card.querySelector("[data-sentence]").textContent = text;
    for (const link of card.querySelectorAll("[data-offer]")) {
      const url = this.box.dataset[`${link.dataset.offer}Url`];
      link.href = `${url}?text=${encodeURIComponent(text)}`;
      link.setAttribute("hx-get", link.href);
      link.setAttribute("hx-target", `#${this.box.dataset.form}`);
      link.setAttribute("hx-select", ".record-form");
      link.setAttribute("hx-swap", "innerHTML show:top");
      if (link.dataset.offer === kind) link.classList.remove("secondary");
    }
    card.querySelector("[data-offer-dismiss]").addEventListener("click", () => {
      dismissed.add(text);
      this.look();
      this.section.querySelector(".ProseMirror")?.focus();
    });
    window.htmx?.process(card);
    return card;
  }
}

for (const box of document.querySelectorAll("[data-offers]")) new Offers(box);

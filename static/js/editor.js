// A rich editor over a textarea: headings, bold, italic, lists, links. The textarea stays the source of truth.
// mount(textarea, { url, toolbar }) resolves to { html, set, focus, onChange }.
let kit;

export async function mount(textarea, { url, toolbar, label }) {
  kit ??= await import(url);
  const { Editor, Document, Paragraph, Text, Bold, Italic, Heading, BulletList, OrderedList, ListItem, Link, HardBreak, History, Gapcursor } = kit;
  const Passage = internalPassage(Paragraph);
  const frame = document.createElement("div");
  frame.className = "editor";
  const bar = toolbar.content.firstElementChild.cloneNode(true);
  const place = document.createElement("div");
  frame.append(bar, place);
  textarea.before(frame);
  textarea.hidden = true;
  const listeners = [];
  const editor = new Editor({
    element: place,
    injectCSS: false,
    content: textarea.value,
    extensions: [
      Document, Passage, Text, Bold, Italic, Heading.configure({ levels: [3, 4] }), BulletList, OrderedList,
      ListItem, Link.configure({ openOnClick: false }), HardBreak, History, Gapcursor,
    ],
    editorProps: { attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label, class: "prose" } },
    onUpdate: () => {
      textarea.value = htmlOf(editor);
      for (const listener of listeners) listener(textarea.value);
    },
    onTransaction: () => paint(bar, editor),
  });
  wire(bar, editor);
  return {
    get html() {
      return htmlOf(editor);
    },
    set(html) {
      editor.commands.setContent(html, { emitUpdate: false });
      textarea.value = html;
    },
    focus: () => editor.commands.focus("end"),
    onChange: (listener) => listeners.push(listener),
  };
}

// A paragraph that only the Network reads: it keeps a class, which the server knows.
function internalPassage(Paragraph) {
  return Paragraph.extend({
    addAttributes() {
      return {
        internal: {
          default: false,
          parseHTML: (element) => element.classList.contains("internal"),
          renderHTML: ({ internal }) => (internal ? { class: "internal" } : {}),
        },
      };
    },
    addKeyboardShortcuts() {
      return { ...this.parent?.(), "Mod-Alt-p": () => toggleInternal(this.editor.chain(), this.editor).run() };
    },
  });
}

function toggleInternal(chain, editor) {
  return chain.updateAttributes("paragraph", { internal: !editor.isActive("paragraph", { internal: true }) });
}

function htmlOf(editor) {
  return editor.isEmpty ? "" : editor.getHTML();
}

const ACTS = {
  bold: (chain) => chain.toggleBold(),
  italic: (chain) => chain.toggleItalic(),
  heading: (chain) => chain.toggleHeading({ level: 3 }),
  bulletList: (chain) => chain.toggleBulletList(),
  orderedList: (chain) => chain.toggleOrderedList(),
  internal: (chain, editor) => toggleInternal(chain, editor),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
};

function wire(bar, editor) {
  const link = bar.querySelector("[data-link]");
  const input = link.querySelector("input");
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.do === "link") {
      link.hidden = !link.hidden;
      input.value = editor.getAttributes("link").href || "";
      if (!link.hidden) input.focus();
    } else if (button.dataset.do) {
      ACTS[button.dataset.do](editor.chain().focus(), editor).run();
    } else if ("linkSet" in button.dataset) {
      setLink();
    } else if ("linkRemove" in button.dataset) {
      editor.chain().focus().extendMarkRange("link").unsetMark("link").run();
      link.hidden = true;
    }
  });
  const setLink = () => {
    if (!input.value || !input.reportValidity()) return;
    const chain = editor.chain().focus().extendMarkRange("link");
    if (editor.state.selection.empty && !editor.isActive("link")) {
      const mark = { type: "link", attrs: { href: input.value } };
      chain.insertContent({ type: "text", text: input.value, marks: [mark] }).run();
    } else chain.setMark("link", { href: input.value }).run();
    link.hidden = true;
  };
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    setLink();
  });
  // A toolbar is one stop for the Tab key; the arrows go along it.
  bar.addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key) || event.target === input) return;
    const buttons = [...bar.querySelectorAll("[data-do]")];
    const step = event.key === "ArrowRight" ? 1 : -1;
    const next = buttons[(buttons.indexOf(event.target) + step + buttons.length) % buttons.length];
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
    event.preventDefault();
  });
}

function paint(bar, editor) {
  for (const button of bar.querySelectorAll("[data-do][aria-pressed]")) {
    const isOn = button.dataset.do === "internal"
      ? editor.isActive("paragraph", { internal: true }) : editor.isActive(button.dataset.do);
    button.setAttribute("aria-pressed", String(isOn));
  }
}

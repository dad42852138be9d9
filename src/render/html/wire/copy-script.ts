/**
 * The copy script. Without it there are no copy buttons, and the text can be selected by hand. The story is copied from a
 * text field, because the page would otherwise fetch its images.
 */
export const COPY_SCRIPT = `const status = document.getElementById("copied");

const say = (words) => {
  if (status) status.textContent = words;
};

const select = (field) => {
  const fold = field.closest("details");
  if (fold) fold.open = true;
  field.focus();
  field.select();
};

const put = async (html, text) => {
  const blob = (type, words) => new Blob([words], { type });
  const kinds = { "text/plain": blob("text/plain", text) };
  if (html) kinds["text/html"] = blob("text/html", html);
  await navigator.clipboard.write([new ClipboardItem(kinds)]);
};

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    const plain = document.getElementById(button.dataset.plain ?? "");
    const words = source.value ?? source.textContent;
    try {
      await put(plain ? words : "", plain ? plain.value : words);
      say(button.dataset.done);
    } catch {
      if (source.select) select(source);
      say(document.execCommand("copy") ? button.dataset.done : "Press Ctrl+C or Cmd+C to copy the selected text.");
    }
  });
}
`;

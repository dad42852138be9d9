/** The script of a long form: it asks before a filled-in form is left. Without it, the form works. */
export const LEAVE_SCRIPT = `for (const form of document.querySelectorAll("form[data-guarded]")) {
  let isChanged = form.dataset.guarded === "changed";
  form.addEventListener("input", () => {
    isChanged = true;
  });
  form.addEventListener("submit", () => {
    isChanged = false;
  });
  addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });
}
`;

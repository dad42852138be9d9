/** The script of a long form: it asks before a changed form is left. The form works without it. */
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

/** The script of a form that takes a while: whoever leaves with something filled in is asked first. Without it, the form works. */
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

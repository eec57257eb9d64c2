/* Shows the passkey buttons where the browser knows passkeys, and says what failed in plain words. */
(() => {
  "use strict";
  const trouble = (isShown) => {
    for (const each of document.querySelectorAll("[data-passkey-trouble]")) each.hidden = !isShown;
  };
  document.addEventListener("DOMContentLoaded", () => {
    if (!window.PublicKeyCredential) return;
    for (const note of document.querySelectorAll("[data-passkey-note]")) note.hidden = true;
    for (const button of document.querySelectorAll("[data-passkey]")) {
      button.hidden = false;
      button.addEventListener("click", () => trouble(false));
    }
  });
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    trouble(true);
  });
})();

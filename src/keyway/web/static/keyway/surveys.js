// Typing in paper sheets: one key a box, Enter for the next sheet. Without it Tab does the same.
(() => {
  const table = document.querySelector(".sheets");
  if (!table) return;
  const boxes = [...table.querySelectorAll("input")];
  const go = (box) => { if (box) { box.focus(); if (box.select) box.select(); } };
  table.addEventListener("input", (event) => {
    if (/^[1-5ynsYNS]$/.test(event.target.value)) go(boxes[boxes.indexOf(event.target) + 1]);
  });
  table.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const row = event.target.closest("tr").nextElementSibling;
    go(row ? row.querySelector("input") : document.querySelector(".form-end button"));
  });
  go(table.querySelector("[aria-invalid]"));
})();

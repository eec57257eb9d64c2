/* Polish only: every page works without this file. */
(() => {
  "use strict";
  const root = document.documentElement;
  const stored = (() => { try { return localStorage.getItem("theme"); } catch { return null; } })();
  root.classList.add("js");
  if (stored === "dark" || stored === "light") root.dataset.theme = stored;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark";

  const showTheme = () => {
    for (const button of document.querySelectorAll("[data-theme-toggle]")) {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(isDark()));
    }
  };

  const closeSheets = (except) => {
    for (const sheet of document.querySelectorAll("details.origin[open]")) {
      if (sheet !== except) sheet.open = false;
    }
  };

  // A table marked data-sortable is sorted in place; server-sorted tables keep their links.
  const valueOf = (row, index) => {
    const cell = row.cells[index];
    const given = cell.dataset.value;
    return given === undefined ? cell.textContent.trim() : given === "" ? null : Number(given);
  };
  const sortBy = (table, header) => {
    const body = table.tBodies[0];
    const index = header.cellIndex;
    const up = header.getAttribute("aria-sort") === "descending";
    const sign = up ? 1 : -1;
    const rows = [...body.rows].sort((a, b) => {
      const x = valueOf(a, index), y = valueOf(b, index);
      if (x === null || y === null) return (x === null) - (y === null);
      return typeof x === "number" && typeof y === "number"
        ? sign * (x - y)
        : -sign * String(x).localeCompare(String(y), root.lang);
    });
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", up ? "ascending" : "descending");
    body.append(...rows);
  };

  document.addEventListener("click", (event) => {
    const target = event.target;
    if (!(target instanceof Element)) return;
    closeSheets(target.closest("details.origin"));
    if (target.closest("[data-theme-toggle]")) {
      root.dataset.theme = isDark() ? "light" : "dark";
      try { localStorage.setItem("theme", root.dataset.theme); } catch { /* private mode keeps it for this page */ }
      showTheme();
    }
    if (target.closest("[data-print]")) window.print();
    const header = target.closest("table[data-sortable] thead button")?.closest("th");
    if (header) sortBy(header.closest("table"), header);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.origin[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  // A sheet that would leave the window on the right opens to the left.
  document.addEventListener("toggle", (event) => {
    const sheet = event.target.open && event.target.querySelector?.(":scope > .origin-sheet");
    if (!sheet) return;
    // In tables the whole origin stands once, at the foot of the page: bring it up.
    const whole = document.querySelector(`#${sheet.dataset.origin || "none"} > dl`);
    if (whole) sheet.querySelector(".origin-brief")?.replaceWith(whole.cloneNode(true));
    sheet.classList.remove("to-left");
    sheet.classList.toggle("to-left", sheet.getBoundingClientRect().right > root.clientWidth);
  }, true);

  // Filters act at once; the button stays for those who prefer it. Keys pass over choices on their way to one:
  // where a whole page would come for each of them, and the place in it be lost, they end with the button.
  let isByKeys = false;
  document.addEventListener("keydown", () => { isByKeys = true; }, true);
  document.addEventListener("pointerdown", () => { isByKeys = false; }, true);
  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("form[data-auto]");
    if (!form || !event.target.matches("select, input[type=checkbox], input[type=radio]")) return;
    if (!isByKeys || form.hasAttribute("hx-get")) form.requestSubmit();
  });
  document.addEventListener("input", (event) => {
    const output = event.target.matches?.("input[type=range]") && event.target.form?.querySelector(`output[for="${event.target.id}"]`);
    if (output) output.textContent = event.target.value + (output.dataset.suffix || "");
  });

  document.addEventListener("DOMContentLoaded", showTheme);
})();

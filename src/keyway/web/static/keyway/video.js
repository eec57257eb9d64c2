// A video at a provider plays here on a click; without this script the link leads there.
(function () {
  "use strict";
  if (window.keywayPlays) return;
  window.keywayPlays = true;
  document.addEventListener("click", function (event) {
    const link = event.target.closest && event.target.closest("a[data-plays]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.title = link.dataset.title;
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    // A provider plays only for a site that says which it is; the page stays untold.
    frame.referrerPolicy = "strict-origin";
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups");
    frame.src = link.dataset.plays;
    link.closest(".player-door").replaceWith(frame);
    frame.tabIndex = 0;
    frame.focus();
  });
})();

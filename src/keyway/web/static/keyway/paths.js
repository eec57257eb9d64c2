/* The plan and the interest check live on this device. Nothing here asks the network for anything. */
(() => {
  "use strict";
  const KEY = "keyway-plan", MOST = 6, LONGEST = 600;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const read = () => { try { return checked(JSON.parse(localStorage.getItem(KEY))); } catch { return []; } };
  const write = (routes) => { try { localStorage.setItem(KEY, JSON.stringify(routes)); } catch { /* private mode */ } };
  const text = (value) => String(value ?? "").replace(/\s+/g, " ").trim().slice(0, LONGEST);
  const texts = (values) => (Array.isArray(values) ? values : []).slice(0, 12).map(text).filter(Boolean);

  // What comes from a file or from storage is taken as text alone, and only in the shape of a plan.
  const checked = (found) => (Array.isArray(found) ? found : []).slice(0, MOST).flatMap((each) => {
    const code = text(each?.code);
    return /^[a-z0-9._-]{1,80}$/i.test(code) && text(each.title)
      ? [{ code, title: text(each.title), facts: texts(each.facts), steps: texts(each.steps), nexts: texts(each.nexts) }]
      : [];
  });

  // --- a page with routes --------------------------------------------------------------------------
  const said = (element, skip) => {
    const copy = element.cloneNode(true);
    for (const extra of all(`.origin-sheet, .visually-hidden, .print-only, svg, a[rel], ${skip || "x-none"}`, copy)) extra.remove();
    for (const part of all("p, .hint, .rung-kind + *", copy)) part.before(" · ");
    return text(copy.textContent).replace(/^[·\s]+|(?<=[·:])[·\s]*·|[·\s]+$/g, "");
  };
  const fact = (row) => `${said(one("dt", row))}: ${said(one("dd", row))}`;
  const taken = (ladder) => ({
    code: ladder.dataset.ladder,
    title: said(one("[data-title]", ladder)),
    facts: all("[data-fact]", ladder).map(fact),
    steps: all("[data-step]", ladder).map((step) => said(step, ".proof")),
    nexts: all("[data-next]", ladder).map((step) => said(step)),
  });
  // A button that is switched off would let go of the keys.
  const marked = (button) => { button.textContent = button.dataset.added; button.setAttribute("aria-disabled", "true"); };
  for (const ladder of all("[data-ladder]")) {
    const button = one("[data-add]", ladder);
    if (!button) continue;
    button.hidden = false;
    if (read().some((each) => each.code === ladder.dataset.ladder)) marked(button);
    button.addEventListener("click", () => {
      const route = taken(ladder);
      write([...read().filter((each) => each.code !== route.code), route].slice(-MOST));
      marked(button);
    });
  }

  // Where one lives leaves the address bar, so that a copied address does not tell it.
  if (one("[data-routes]")) {
    const address = new URL(location.href);
    if (address.searchParams.get("zip")) {
      try { sessionStorage.setItem("keyway-zip", address.searchParams.get("zip")); } catch { /* private mode */ }
      address.searchParams.set("zip", "");
    }
    address.searchParams.delete("near");
    history.replaceState(null, "", address);
  }
  const zip = one("[data-zip]");
  if (zip && !zip.value) { try { zip.value = sessionStorage.getItem("keyway-zip") || ""; } catch { /* private mode */ } }

  // --- the interest check --------------------------------------------------------------------------
  const check = one("[data-check]");
  if (check) {
    const fits = one("[data-fits]"), list = one("[data-fit-list]"), few = one("[data-few]");
    check.hidden = false;
    check.addEventListener("submit", (event) => event.preventDefault());
    check.addEventListener("reset", () => { fits.hidden = true; });
    one("[data-score]").addEventListener("click", () => {
      const sum = {}, most = {};
      let answered = 0;
      for (const item of all("[data-kinds]", check)) {
        const answer = one("input:checked", item);
        answered += answer ? 1 : 0;
        for (const kind of item.dataset.kinds.split(" ")) {
          most[kind] = (most[kind] || 0) + 2;
          sum[kind] = (sum[kind] || 0) + (answer ? Number(answer.value) : 0);
        }
      }
      const ranked = Object.keys(sum).filter((kind) => sum[kind] > 0)
        .sort((a, b) => sum[b] / most[b] - sum[a] / most[a]).slice(0, 3);
      list.replaceChildren(...ranked.map((kind) => one(`[data-kind="${kind}"]`).cloneNode(true)));
      few.hidden = answered > 5 && ranked.length > 0;
      fits.hidden = false;
      fits.focus();
    });
  }

  // --- the plan --------------------------------------------------------------------------------------
  const plan = one("[data-plan]");
  if (!plan) return;
  const line = (name, content) => Object.assign(document.createElement(name), { textContent: content });
  const factOf = (content) => {
    const at = content.indexOf(": "), row = document.createElement("div");
    row.append(line("dt", content.slice(0, at)), line("dd", content.slice(at + 2)));
    return row;
  };
  const drawn = (route) => {
    const item = one("[data-item]").content.cloneNode(true);
    one("h2", item).textContent = route.title;
    one("dl", item).append(...route.facts.map(factOf));
    one("[data-steps]", item).append(...route.steps.map((step) => line("li", step)));
    one("[data-nexts]", item).append(...route.nexts.map((step) => line("li", step)));
    one("[data-remove]", item).addEventListener("click", () => { write(read().filter((each) => each.code !== route.code)); show(); stay(); });
    return item;
  };
  // What was pressed is gone: the keys go on at what stands in its place.
  const stay = () => (one("[data-remove]", plan) || one("[data-when-empty] a", plan)).focus();
  const query = () => `?routes=${read().map((each) => each.code).join(",")}`;
  const show = () => {
    const routes = read();
    plan.hidden = false;
    one("[data-list]").replaceChildren(...routes.map(drawn));
    for (const part of all("[data-when-full]")) part.hidden = !routes.length;
    one("[data-when-empty]").hidden = Boolean(routes.length);
    one("[data-pdf]").href = plan.dataset.paper + query();
  };
  one("[data-copy]").addEventListener("click", async (event) => {
    const link = new URL(plan.dataset.share + query(), location.href).href;
    try { await navigator.clipboard.writeText(link); event.target.textContent = event.target.dataset.done; }
    catch { one("[data-said]").textContent = link; }
  });
  one("[data-export]").addEventListener("click", () => {
    const file = new Blob([JSON.stringify({ keyway_plan: 1, routes: read() }, null, 1)], { type: "application/json" });
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: "keyway-plan.json" });
    link.click();
    URL.revokeObjectURL(link.href);
  });
  one("[data-import]").addEventListener("change", async (event) => {
    const file = event.target.files[0];
    let routes = [];
    try { routes = file.size < 100000 ? checked(JSON.parse(await file.text()).routes) : []; } catch { /* said below */ }
    one("[data-said]").textContent = routes.length ? "" : one("[data-said]").dataset.bad;
    if (routes.length) { write(routes); show(); }
  });
  one("[data-erase]").addEventListener("click", (event) => {
    if (!event.target.dataset.armed) { event.target.dataset.armed = "1"; event.target.textContent = event.target.dataset.sure; return; }
    try { localStorage.removeItem(KEY); sessionStorage.removeItem("keyway-zip"); } catch { /* private mode */ }
    location.reload();
  });
  show();
})();

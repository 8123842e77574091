"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const bar = document.querySelector("form.filters");
  const output = bar.querySelector("output");
  const documents = all("details.document");
  const texts = new WeakMap();
  const textOf = (node) => {
    if (!texts.has(node)) texts.set(node, node.textContent.toLowerCase());
    return texts.get(node);
  };

  // Which problems are shown; a document without any is hidden as long as something is looked for.
  const filter = () => {
    const chosen = all("input[name=severity]:checked", bar).map((box) => box.value);
    const family = bar.elements.family.value;
    const wanted = bar.elements.text.value.trim().toLowerCase();
    const isWide = chosen.length === 3 && family === "" && wanted === "";
    let shown = 0;
    const choose = (problem, isNamed) => {
      const fits = chosen.includes(problem.dataset.severity)
        && (family === "" || problem.dataset.family === family)
        && (wanted === "" || isNamed || textOf(problem).includes(wanted));
      problem.hidden = !fits;
      shown += fits ? 1 : 0;
      return fits;
    };
    for (const node of documents) {
      const isNamed = wanted !== "" && textOf(node.querySelector("summary")).includes(wanted);
      const fitting = all(".problem", node).filter((problem) => choose(problem, isNamed));
      node.hidden = !isWide && fitting.length === 0;
      if (!isWide && fitting.length > 0) node.open = true;
    }
    all("#summary .problem").forEach((problem) => choose(problem, false));
    output.textContent = output.dataset.text.replace("{}", shown);
  };
  bar.hidden = false;
  bar.addEventListener("input", filter);
  bar.addEventListener("submit", (event) => event.preventDefault());
  all("button", bar).forEach((button) => button.addEventListener("click", () => {
    documents.forEach((node) => { node.open = button.value === "open"; });
  }));
  if (documents.length > 3) documents.forEach((node) => { node.open = false; });
  filter();

  const openTarget = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target instanceof HTMLDetailsElement) {
      target.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", openTarget);
  openTarget();

  // Tables are sorted by a click on a title.
  const valueOf = (row, column) => row.cells[column]?.textContent.trim() ?? "";
  const compare = (one, other) => {
    const [a, b] = [parseFloat(one), parseFloat(other)];
    return Number.isNaN(a) || Number.isNaN(b) ? one.localeCompare(other, "zh-CN") : a - b;
  };
  for (const table of all("table.sortable")) {
    all("thead th", table).forEach((title, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...title.childNodes);
      title.append(button);
      button.addEventListener("click", () => {
        const falls = title.getAttribute("aria-sort") !== "descending" && title.classList.contains("number")
          || title.getAttribute("aria-sort") === "ascending";
        all("th", table.tHead).forEach((other) => other.removeAttribute("aria-sort"));
        title.setAttribute("aria-sort", falls ? "descending" : "ascending");
        const rows = [...table.tBodies[0].rows];
        rows.sort((one, other) => compare(valueOf(one, column), valueOf(other, column)) * (falls ? -1 : 1));
        table.tBodies[0].append(...rows);
      });
    });
  }

  // What vouches for a number appears at once and also for the keyboard; without this script it is a plain title.
  const tip = document.createElement("div");
  tip.id = "tip";
  tip.role = "tooltip";
  tip.hidden = true;
  document.body.append(tip);
  const hide = () => { tip.hidden = true; };
  const show = (cell) => {
    if (cell.title) {
      cell.dataset.vouch = cell.title;
      cell.setAttribute("aria-describedby", tip.id);
      cell.removeAttribute("title");
    }
    tip.textContent = cell.dataset.vouch;
    tip.hidden = false;
    const at = cell.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.right - tip.offsetWidth, innerWidth - tip.offsetWidth - 8));
    const below = at.bottom + 6;
    tip.style.left = `${left}px`;
    tip.style.top = `${below + tip.offsetHeight > innerHeight ? at.top - tip.offsetHeight - 6 : below}px`;
  };
  const cellOf = (event) => event.target.closest?.("td[title], td[data-vouch]");
  for (const [begin, end] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
    document.addEventListener(begin, (event) => { const cell = cellOf(event); if (cell) show(cell); });
    document.addEventListener(end, (event) => { if (cellOf(event)) hide(); });
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  addEventListener("scroll", hide, { capture: true, passive: true });

  // Paper folds nothing.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:not([open])");
    folded.forEach((node) => { node.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((node) => { node.open = false; }));
})();

/* Filter, sort and cite rows of the ledger. Without this script the table stands whole, and links to rows work. */
(() => {
  "use strict";
  const table = document.querySelector("table.ledger");
  const body = table.tBodies[0];
  // Cells are read when first asked for, and what can wait is done later, a piece at a time: the page opens sooner.
  const later = (task) => setTimeout(task, 0);
  const rows = [...body.rows].map((row) => ({
    row,
    date: row.dataset.date,
    side: row.dataset.side,
    get claimant() {
      return (this.who ??= row.cells[1].textContent);
    },
    get metric() {
      return (this.what ??= row.cells[2].textContent);
    },
    hidden: false,
    get text() {
      return (this.words ??= row.textContent.toLowerCase());
    },
  }));
  const form = document.createElement("form");
  form.className = "filters";
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", "Filter the ledger");

  function control(name, element) {
    const label = document.createElement("label");
    label.textContent = name;
    element.name = name.toLowerCase();
    label.append(element);
    form.append(label);
    return element;
  }
  function choice(name, key) {
    const select = document.createElement("select");
    select.append(new Option("any", ""));
    later(() => {
      for (const value of [...new Set(rows.map((entry) => entry[key]))].sort()) select.append(new Option(value, value));
    });
    return control(name, select);
  }
  const search = control("Text", Object.assign(document.createElement("input"), { type: "search" }));
  const metric = choice("Measure", "metric");
  const side = choice("Side", "side");
  const claimant = choice("Claimant", "claimant");
  const from = control("From", Object.assign(document.createElement("input"), { placeholder: "2024-10", size: 9 }));
  const until = control("Until", Object.assign(document.createElement("input"), { placeholder: "2025-03", size: 9 }));
  const count = document.createElement("output");
  form.append(count);
  document.querySelector(".filters-place").append(form);
  search.value = new URLSearchParams(location.search).get("q") || ""; // the search page asks so
  form.addEventListener("submit", (event) => event.preventDefault());

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0;
    for (const entry of rows) {
      const keep =
        (!metric.value || entry.metric === metric.value) &&
        (!side.value || entry.side === side.value) &&
        (!claimant.value || entry.claimant === claimant.value) &&
        (!from.value || entry.date >= from.value) &&
        (!until.value || entry.date.slice(0, until.value.length) <= until.value) &&
        words.every((word) => entry.text.includes(word));
      if (entry.hidden === keep) entry.row.hidden = entry.hidden = !keep;
      left += keep;
    }
    count.textContent = `${left.toLocaleString("en")} of ${rows.length.toLocaleString("en")} rows`;
  }
  let waiting = 0;
  form.addEventListener("input", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(filter);
  });

  const keys = { Date: (entry) => entry.date, Claimant: (entry) => entry.claimant, Measure: (entry) => entry.metric };
  const figure = (entry) => parseFloat(entry.row.cells[3].textContent.replace(/[^\d.]*([\d.,]*).*/, "$1").replaceAll(",", "")) || 0;
  for (const head of table.tHead.rows[0].cells) {
    const key = keys[head.textContent] || (head.textContent === "Figure" ? figure : null);
    if (!key) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const sign = down ? -1 : 1;
      rows.sort((a, b) => sign * (key(a) > key(b) ? 1 : key(a) < key(b) ? -1 : 0));
      body.append(...rows.map((entry) => entry.row));
    });
  }

  const dialog = document.createElement("dialog");
  dialog.className = "cite-row";
  dialog.setAttribute("aria-label", "Cite this row");
  document.body.append(dialog);
  function cite(row) {
    const about = document.querySelector("script[data-cite]").dataset;
    const [date, who, , , statement] = [...row.cells].map((cell) => cell.firstChild.textContent.trim());
    const address = `${location.href.split("#")[0]}#${row.id}`;
    const plain = `${who}, ${date}: ${statement} In: ${about.authors} (${about.year}), ${about.title}, version ${about.version}, row ${row.id}. ${address}`;
    const bibtex = `@misc{${row.id},\n  author = {{${about.authors}}},\n  title = {${who}, ${date}: row ${row.id}},\n  howpublished = {${about.title}, version ${about.version}},\n  year = {${about.year}},\n  url = {${address}}\n}`;
    dialog.replaceChildren();
    for (const [name, text] of [["Plain", plain], ["BibTeX", bibtex]]) {
      const area = Object.assign(document.createElement("pre"), { textContent: text, tabIndex: 0 });
      const copy = Object.assign(document.createElement("button"), { type: "button", textContent: `Copy ${name}` });
      copy.addEventListener("click", () => navigator.clipboard.writeText(text).then(() => (copy.textContent = "Copied")));
      dialog.append(area, copy);
    }
    const close = Object.assign(document.createElement("button"), { type: "button", textContent: "Close" });
    close.addEventListener("click", () => dialog.close());
    dialog.append(close);
    dialog.showModal();
  }
  body.addEventListener("click", (event) => {
    const button = event.target.closest("button.cite-button");
    if (button) cite(button.closest("tr"));
  });
  // A row gets its button when it comes near: thousands of buttons at once would slow the page.
  const near = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        near.unobserve(entry.target);
        const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Cite", className: "cite-button" });
        button.setAttribute("aria-label", `Cite row ${entry.target.id}`);
        entry.target.cells[0].append(button);
      }
    },
    { rootMargin: "200px" },
  );
  for (let first = 0; first < rows.length; first += 300)
    later(() => rows.slice(first, first + 300).forEach(({ row }) => near.observe(row)));
  if (search.value) filter();
  else count.textContent = `${rows.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")} rows`;
})();

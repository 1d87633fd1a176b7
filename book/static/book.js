/* Pop-ups for claims, numbers and citations; copy buttons. Everything works without: links lead on, titles say who and when. */
(() => {
  "use strict";
  const links = "a.claim[title], a.number[title], a.cite[title]";
  const box = document.createElement("div");
  box.id = "hint";
  box.className = "hint";
  box.setAttribute("role", "tooltip");
  box.hidden = true;
  document.body.append(box);
  let shown = null;

  function hide() {
    if (!shown) return;
    shown.removeAttribute("aria-describedby");
    shown = null;
    box.hidden = true;
  }

  function show(link) {
    if (shown === link) return;
    hide();
    shown = link;
    box.textContent = link.dataset.hint;
    box.hidden = false;
    link.setAttribute("aria-describedby", "hint");
    const at = link.getClientRects()[0];
    const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - box.offsetWidth - 8));
    const above = at.top > box.offsetHeight + 12;
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${(above ? at.top - box.offsetHeight - 6 : at.bottom + 6) + scrollY}px`;
  }

  for (const link of document.querySelectorAll(links)) {
    link.dataset.hint = link.title;
    link.removeAttribute("title"); // else the browser would say it twice
    link.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && show(link));
    link.addEventListener("focus", () => link.matches(":focus-visible") && show(link));
    link.addEventListener("blur", hide);
    // The first tap says who and when, the second follows the link.
    link.addEventListener("click", (event) => {
      if (event.pointerType === "touch" && shown !== link) {
        event.preventDefault();
        show(link);
      }
    });
  }
  // The pop-up stays while the pointer is on it, so that its text can be read and marked.
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse" && shown && !event.target.closest(`#hint, a[aria-describedby="hint"]`)) hide();
  });
  document.addEventListener("pointerdown", (event) => {
    if (shown && !event.target.closest(`#hint, a[aria-describedby="hint"]`)) hide();
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());

  // Citations get a copy button, and the address at which this copy of the book is read where it has none of its own.
  for (const fold of document.querySelectorAll("details.cite")) {
    const address = fold.dataset.address;
    const root = new URL(document.documentElement.dataset.content_root, location.href);
    for (const text of fold.querySelectorAll("[data-copy]")) {
      if (!/^https?:/.test(address)) text.textContent = text.textContent.replaceAll(address, new URL(address, root).href);
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `Copy ${text.dataset.copy}`;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(text.textContent);
        button.textContent = "Copied";
      });
      text.after(button);
    }
  }

  // Rows out of sight are not laid out, so an address in a long table is aimed at by guess: look again until it stands still.
  function settle() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    let left = 30;
    let before = null;
    const look = () => {
      target.scrollIntoView();
      const now = scrollY;
      if (--left && (now !== before || left > 24)) requestAnimationFrame(look);
      before = now;
    };
    requestAnimationFrame(look);
  }
  if (document.querySelector("table.claims, .sources-list, table.behind, table.dictionary")) {
    addEventListener("load", settle);
    addEventListener("hashchange", settle);
  }

  // On a phone a row stands as a block, each cell under the name of its column. The roles keep it a table for those who listen.
  for (const table of document.querySelectorAll("table:is(.listing, .scorecard, .rows)")) {
    const names = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
    table.classList.add("stacks");
    table.setAttribute("role", "table");
    for (const group of [table.tHead, ...table.tBodies]) group.setAttribute("role", "rowgroup");
    for (const row of table.rows) {
      row.setAttribute("role", "row");
      [...row.cells].forEach((cell, column) => {
        const head = cell.tagName === "TH";
        cell.setAttribute("role", !head ? "cell" : row.parentNode === table.tHead ? "columnheader" : "rowheader");
        if (!head && cell.textContent.trim()) cell.dataset.column = names[column];
      });
    }
  }

  // On narrow pages the contents are drawers, opened by labels of hidden boxes: real buttons take the keyboard too.
  // Escape closes them, and "/" goes to the search wherever one is.
  const drawers = document.querySelectorAll(".sidebar-toggle");
  for (const drawer of drawers) {
    const buttons = [...document.querySelectorAll(`.page label[for="${drawer.id}"]`)].map((label) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = `${label.className} drawer-button`;
      button.setAttribute("aria-label", drawer.id === "__toc" ? "On this page" : "Contents of the book");
      button.append(...label.childNodes);
      button.addEventListener("click", () => drawer.click());
      label.replaceWith(button);
      return button;
    });
    const tell = () => buttons.forEach((button) => button.setAttribute("aria-expanded", drawer.checked));
    drawer.addEventListener("change", tell);
    tell();
  }
  function set(drawer, open) {
    if (drawer.checked !== open) drawer.click();
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") for (const drawer of drawers) set(drawer, false);
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.activeElement.matches("input, select, textarea")) return;
    const field = document.querySelector(".sidebar-search");
    if (getComputedStyle(field).visibility === "hidden") set(document.getElementById("__navigation"), true);
    field.focus();
    event.preventDefault();
  });
})();

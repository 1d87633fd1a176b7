/* Rows of the ledger that hold all words of the search: who said what. Sphinx's own search lists the pages below. */
(() => {
  "use strict";
  // Sphinx cuts its excerpts anywhere: keep whole words.
  const summarise = Search.makeSearchSummary;
  Search.makeSearchSummary = (...parts) => {
    const summary = summarise(...parts);
    if (summary) summary.textContent = summary.textContent.replace(/^\.\.\.\S*\s/, "… ").replace(/\s\S*\.\.\.$/, " …");
    return summary;
  };
  const asked = new URLSearchParams(location.search).get("q") || "";
  const field = document.querySelector(".sidebar-search");
  if (field) field.value = asked;
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return;
  const found = ledgerRows.filter((row) => {
    const text = row.join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const place = document.getElementById("rows-found");
  const add = (parent, tag, text, rest = {}) => parent.appendChild(Object.assign(document.createElement(tag), { textContent: text }, rest));
  add(place, "h2", "Claims in the ledger");
  if (!found.length) {
    add(place, "p", "No row of the ledger has all these words.");
    return;
  }
  const shown = 8;
  const list = add(place, "ul", "", { className: "rows-found" });
  for (const [id, date, claimant, figure, statement] of found.slice(0, shown)) {
    const item = add(list, "li", "");
    add(item, "a", `${claimant}, ${date}${figure ? `: ${figure}` : ""}`, { href: `ledger.html#${id}` });
    add(item, "span", ` ${statement}`);
  }
  const all = add(place, "p", "");
  const rows = `${found.length.toLocaleString("en")} ${found.length === 1 ? "row" : "rows"}`;
  add(all, "a", `${found.length > shown ? "All " : ""}${rows} in the ledger`, { href: `ledger.html?q=${encodeURIComponent(asked)}` });
})();

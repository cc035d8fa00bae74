// Who tells it: the publishers, each of which can be left out, and how many independent articles tell the same.

const MOST_SOURCES = 60;

const originsOf = (acts) => new Set(acts.map((act) => page.acts.origin[act])).size;

function countSources() {
  const counts = new Map();
  const named = page.record.articles.map((article) => {
    const url = webAddress(article.url);
    return article.publisher || (url ? new URL(url).hostname : "") || "not named";
  });
  page.sourceOf = (page.acts.article || []).map((article) => named[article]);
  for (const source of page.sourceOf) counts.set(source, (counts.get(source) || 0) + 1);
  page.sources = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  page.mostTold = page.edges.reduce((most, bundle) => Math.max(most, originsOf(bundle.acts)), 1);
}

function openSources() {
  const told = document.getElementById("told");
  told.max = page.mostTold;
  told.disabled = page.mostTold < 2;
  told.addEventListener("input", () => update({ told: Number(told.value) }));
}

function drawSources() {
  document.getElementById("told").value = state.told;
  document.getElementById("told-out").textContent = state.told > 1 ? `at least ${state.told} independent articles` : "any article";
  const rows = page.sources.slice(0, MOST_SOURCES).map(([source, count]) => {
    const on = !state.hiddenSources.has(source);
    const row = el("button", { type: "button", class: "legend-row kind", "aria-pressed": String(on), onclick: () => toggle("hiddenSources", [source], on) }, el("span", { class: "word", dir: "auto" }, source), el("span", { class: "count" }, number(count)));
    row.dataset.source = source;
    return row;
  });
  const rest = page.sources.length - rows.length;
  document.getElementById("source-legend").replaceChildren(...rows, rest > 0 ? el("p", { class: "role" }, `${number(rest)} more, always shown`) : "");
}

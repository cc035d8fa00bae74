// Opening the page, and what follows from each change.

const FILTERS = ["hiddenKinds", "hiddenActors", "hiddenSources", "told", "score", "since", "until", "focus", "more", "loose", "chosen"];

function refresh(change) {
  if (FILTERS.some((name) => name in change)) sift();
  if ("theme" in change) document.documentElement.dataset.theme = state.theme;
  drawLegend();
  drawSources();
  if (!document.getElementById("time").hidden) drawTimeline();
  drawScene();
  drawPanel();
  drawStandfirst();
  document.getElementById("theme").setAttribute("aria-pressed", String(state.theme === "dark"));
  document.getElementById("theme").textContent = state.theme === "dark" ? "Light" : "Dark";
}

function drawStandfirst() {
  const articles = page.record.articles.length;
  const period = page.days.length ? `, ${dayText(page.firstDay)} to ${dayText(page.lastDay)}` : "";
  document.getElementById("standfirst").textContent = `${counted(page.count, "act", "acts")} of ${counted(page.nodes.length, "actor", "actors")}, as told by ${counted(articles, "article", "articles")}${period}`;
  document.getElementById("score-out").textContent = state.score ? `at least ${state.score} %` : "any";
  drawNotice(document.getElementById("notice"));
}

function drawNotice(notice) {
  notice.replaceChildren();
  const pill = (text) => notice.append(el("span", {}, text));
  const push = (id, text, onclick) => notice.append(el("button", { type: "button", id, onclick }, text));
  const show = (change) => { update(change); fit(); };
  if (state.focus !== null) {
    pill(`Around ${labelOf(state.focus)}: ${counted(view.nodes.length - 1, "actor", "actors")}`);
    push("leave", "Back to everyone", leave);
    return;
  }
  if (!view.nodes.length) pill("No act passes the filters");
  else if (view.nodes.length < view.candidates) {
    pill(`Showing ${number(view.nodes.length)} of ${number(view.candidates)} actors`);
    push("more", "Show more", () => show({ more: state.more + page.shown }));
  }
  if (view.loose) push("loose", state.loose ? "Hide those without ties" : `${counted(view.loose, "actor", "actors")} without ties`, () => show({ loose: !state.loose }));
  if (scene.cut) pill(`Only the ${number(scene.lines.size)} strongest of ${number(scene.lines.size + scene.cut)} ties`);
}

function openControls() {
  openSearch(document.getElementById("search"), document.getElementById("search-list"), visit);
  const score = document.getElementById("score");
  score.value = state.score;
  score.addEventListener("input", () => update({ score: Number(score.value) }));
  openSources();
  document.getElementById("fit").addEventListener("click", () => fit());
  document.getElementById("theme").addEventListener("click", () => update({ theme: state.theme === "dark" ? "light" : "dark" }));
  document.getElementById("help").addEventListener("click", (event) => {
    const card = document.getElementById("help-card");
    card.hidden = !card.hidden;
    event.currentTarget.setAttribute("aria-expanded", String(!card.hidden));
  });
}

async function main() {
  await load();
  readAddress();
  searchable();
  openScene();
  openTimeline();
  openControls();
  openPaths();
  openExport();
  openKeys();
  onChange(refresh);
  refresh(state);
  fit(view.nodes, false);
  window.addEventListener("hashchange", () => { readAddress(); placeHandles(); refresh(state); });
  scene.network.once("afterDrawing", () => { document.documentElement.dataset.ready = "yes"; });
  scene.network.redraw();
  // For the console and for tests: the state, what is shown, and the network.
  window.picture = { page, state, view, scene, update };
}

main();

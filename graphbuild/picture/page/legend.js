// The legend is the filter: every kind with its look and its count; a click takes it out or puts it back.

function drawLegend() {
  drawActLegend();
  drawActorLegend();
}

function drawActLegend() {
  const kinds = Object.keys(page.record.tones).sort((a, b) => (view.kinds[b] || 0) - (view.kinds[a] || 0) || (a < b ? -1 : 1));
  const groups = Object.keys(page.inks).map((tone) => {
    const mine = kinds.filter((kind) => toneOf(kind) === tone);
    if (!mine.length) return null;
    const all = mine.every((kind) => !state.hiddenKinds.has(kind));
    const title = tone === page.neither ? "Neither" : capital(tone);
    const total = mine.reduce((sum, kind) => sum + (view.kinds[kind] || 0), 0);
    const row = legendRow("group", title, lineSwatch(tone), total, all, () => toggle("hiddenKinds", mine, all));
    return el("div", { class: "tone" }, row, ...mine.map((kind) => kindRow(kind)));
  });
  document.getElementById("act-legend").replaceChildren(...groups.filter(Boolean));
}

function kindRow(kind) {
  const on = !state.hiddenKinds.has(kind);
  const row = legendRow("kind", capital(kind), lineSwatch(toneOf(kind), true), view.kinds[kind] || 0, on, () => toggle("hiddenKinds", [kind], on));
  row.dataset.kind = kind;
  return row;
}

function drawActorLegend() {
  const kinds = Object.keys(page.looks).filter((kind) => page.nodes.some((node) => node.kind === kind));
  const rows = kinds.map((kind) => {
    const on = !state.hiddenActors.has(kind);
    const shape = outline(actorLook(kind).shape, 8, 8, 6);
    shape.setAttribute("fill", actorInk(kind));
    const row = legendRow("kind", actorLook(kind).plural, svg("svg", { width: 16, height: 16, "aria-hidden": "true" }, shape), view.actorKinds[kind] || 0, on, () => toggle("hiddenActors", [kind], on));
    row.dataset.actorKind = kind;
    return row;
  });
  document.getElementById("actor-legend").replaceChildren(...rows);
}

function legendRow(style, title, picture, count, on, onclick) {
  return el("button", { type: "button", class: `legend-row ${style}`, "aria-pressed": String(on), onclick }, picture, el("span", { class: "word" }, title), el("span", { class: "count" }, number(count)));
}

function lineSwatch(tone, thin) {
  const picture = svg("svg", { width: 16, height: 16, "aria-hidden": "true" });
  picture.append(svg("path", { d: thin ? "M3 8H13" : "M1 8H11M10 4.5L15 8L10 11.5Z", stroke: toneInk(tone), "stroke-width": thin ? 2 : 3, fill: thin ? "none" : toneInk(tone) }));
  return picture;
}

function toggle(name, kinds, hide) {
  const hidden = new Set(state[name]);
  for (const kind of kinds) if (hide) hidden.add(kind); else hidden.delete(kind);
  update({ [name]: hidden });
}

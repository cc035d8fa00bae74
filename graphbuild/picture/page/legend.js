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
    const total = mine.reduce((sum, kind) => sum + (view.kinds[kind] || 0), 0);
    const row = legendRow("group", page.inks[tone].title, lineSwatch(tone), total, all, () => toggle("hiddenKinds", mine, all));
    return el("div", { class: "tone" }, row, el("div", { class: "chips" }, ...mine.map(chip)));
  });
  document.getElementById("act-legend").replaceChildren(...groups.filter(Boolean));
}

function chip(kind) {
  const on = !state.hiddenKinds.has(kind);
  const count = el("span", { class: "count" }, number(view.kinds[kind] || 0));
  return el("button", { type: "button", class: "chip", "data-kind": kind, "aria-pressed": String(on), onclick: () => toggle("hiddenKinds", [kind], on) }, el("span", { class: "word" }, kind), " ", count);
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

function lineSwatch(tone) {
  const colour = toneInk(tone);
  return svg("svg", { width: 16, height: 16, "aria-hidden": "true" }, svg("path", { d: "M1 8H11M10 4.5L15 8L10 11.5Z", stroke: colour, "stroke-width": 3, fill: colour }));
}

function toggle(name, kinds, hide) {
  const hidden = new Set(state[name]);
  for (const kind of kinds) if (hide) hidden.add(kind); else hidden.delete(kind);
  update({ [name]: hidden });
}

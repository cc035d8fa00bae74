// The panel beside the network: an actor, the acts between two, or the way from one to another.

const CARDS = 40;
// Of a panel that is drawn again, for other filters or colours, what was open stays open: `open` holds its groups.
const panel = { tab: "does", of: null, open: null };

function drawPanel() {
  const place = document.getElementById("panel");
  const chosen = state.chosen;
  const same = panel.of === chosen && !place.hidden;
  const scrolled = same ? place.scrollTop : 0;
  panel.open = same ? new Set([...place.querySelectorAll("details.kind[open]")].map((group) => group.dataset.name)) : null;
  panel.of = chosen;
  place.hidden = !chosen;
  place.replaceChildren();
  if (!chosen) return;
  place.append(el("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => update({ chosen: null }) }, "×"));
  if (chosen.path) drawPath(place, ...chosen.path);
  else if ("node" in chosen) drawActor(place, chosen.node);
  else drawPair(place, chosen.from, chosen.to, chosen.kind);
  place.scrollTop = scrolled;
}

const passed = (acts) => acts.filter((act) => view.passes[act]);

function drawActor(place, id) {
  const node = page.nodes[id];
  const acts = page.actsOf[id];
  const tabs = [["does", "Says and does", passed(acts.does)], ["receives", "Receives", passed(acts.receives)], ["named", "Is named", passed(acts.named)]];
  const filled = tabs.filter(([, , list]) => list.length);
  const current = filled.find(([name]) => name === panel.tab) || filled[0];
  place.append(el("h2", { dir: "auto" }, node.label), el("p", { class: "role" }, describeActor(node)));
  if (node.names.length) place.append(el("p", { class: "aliases" }, `also ${node.names.join(", ")}`));
  place.append(balance([...passed(acts.does), ...passed(acts.receives)]), actorActions(id));
  if (!current) {
    place.append(el("p", { class: "role" }, "No act passes the filters."));
    return;
  }
  const strip = el("div", { class: "tabs", role: "tablist" });
  for (const [name, title, list] of filled) {
    const pick = () => { Object.assign(panel, { tab: name, of: null }); drawPanel(); };
    strip.append(el("button", { type: "button", role: "tab", "data-tab": name, "aria-selected": String(name === current[0]), onclick: pick }, `${title} `, el("span", { class: "count" }, number(list.length))));
  }
  place.append(strip, ...kindGroups(current[2], current[0], null));
}

function describeActor(node) {
  const kind = node.kind === "Organization" ? "Organisation" : node.kind;
  return node.country && node.country !== node.label ? `${kind}, ${node.country}` : kind;
}

function actorActions(id) {
  const row = el("div", { class: "actions" });
  if (state.focus === id) row.append(el("button", { type: "button", onclick: leave }, "Back to everyone"));
  else row.append(el("button", { type: "button", id: "neighbourhood", onclick: () => enter(id) }, "Neighbourhood"));
  row.append(el("button", { type: "button", onclick: () => startPath(id) }, "Connect with…"));
  return row;
}

function leave() {
  update({ focus: null });
  fit();
}

// How much of it is friendly, hostile, or neither.
function balance(acts) {
  const bar = el("div", { class: "balance", role: "img" });
  const counts = new Map(Object.keys(page.inks).map((tone) => [tone, 0]));
  for (const act of acts) counts.set(toneOf(page.acts.kind[act]), counts.get(toneOf(page.acts.kind[act])) + 1);
  const words = [];
  for (const [tone, count] of counts) {
    if (!count) continue;
    const part = el("span", { title: `${page.inks[tone].title}: ${count}` });
    part.style.flex = count;
    part.style.background = toneInk(tone);
    bar.append(part);
    words.push(`${page.inks[tone].title} ${count}`);
  }
  bar.setAttribute("aria-label", words.join(", "));
  return bar;
}

function kindGroups(acts, side, open, where = side) {
  const groups = new Map();
  for (const act of acts) groups.set(page.acts.kind[act], [...(groups.get(page.acts.kind[act]) || []), act]);
  const ordered = [...groups].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  return ordered.map(([kind, list]) => {
    const name = `${where} ${kind}`;
    const opened = open ? open.includes(kind) : ordered.length === 1;
    return kindGroup(kind, list, side, name, panel.open ? panel.open.has(name) : opened);
  });
}

function kindGroup(kind, acts, side, name, open) {
  const swatch = el("span", { class: "swatch" });
  swatch.style.background = kindInk(kind);
  const summary = el("summary", {}, swatch, el("span", {}, `${capital(kind)} `, el("span", { class: "count" }, number(acts.length))), el("span", { class: "whom" }, whom(acts, side)));
  const group = el("details", { class: "kind", "data-kind": kind, "data-name": name }, summary);
  const fill = () => group.childElementCount === 1 && addCards(group, [...acts].reverse(), 0);
  // The event "toggle" comes late; it is for groups that the browser opens itself, to show what it found.
  summary.addEventListener("click", fill);
  group.addEventListener("toggle", () => group.open && fill());
  if (open) {
    group.open = true;
    fill();
  }
  return group;
}

// The others in these acts, the most frequent first.
function whom(acts, side) {
  const counts = new Map();
  for (const act of acts) {
    const others = side === "does" ? page.acts.targets[act] : page.acts.actors[act];
    for (const node of others) counts.set(node, (counts.get(node) || 0) + 1);
  }
  const names = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 4).map(([node]) => labelOf(node));
  return names.length ? (side === "does" ? `→ ${names.join(", ")}` : `by ${names.join(", ")}`) : "";
}

function addCards(group, acts, start) {
  group.append(...acts.slice(start, start + CARDS).map(card));
  if (acts.length <= start + CARDS) return;
  const more = el("button", { type: "button", class: "more", onclick: () => { more.remove(); addCards(group, acts, start + CARDS); } }, `${number(acts.length - start - CARDS)} more`);
  group.append(more);
}

const actsBetween = (from, to) => {
  const acts = new Set();
  for (const i of page.bundlesOf[from]) {
    const bundle = page.edges[i];
    if (bundle.from === from && bundle.to === to) for (const act of bundle.acts) if (view.passes[act]) acts.add(act);
  }
  return [...acts].sort((a, b) => a - b);
};

function drawPair(place, from, to, kind) {
  const there = actsBetween(from, to);
  const back = actsBetween(to, from);
  place.append(el("h2", {}, `${labelOf(from)} and ${labelOf(to)}`), el("p", { class: "role" }, `${counted(there.length + back.length, "act", "acts")}, told by ${counted(originsOf([...there, ...back]), "independent article", "independent articles")}`), balance([...there, ...back]));
  for (const [a, b, acts, open] of [[from, to, there, kind ? [kind] : null], [to, from, back, []]]) {
    if (acts.length) place.append(el("p", { class: "step" }, `${labelOf(a)} → ${labelOf(b)}`), ...kindGroups(acts, "does", open, `${a} ${b}`));
  }
}

function drawPath(place, from, to) {
  const path = pathBetween(from, to);
  place.append(el("h2", {}, `From ${labelOf(from)} to ${labelOf(to)}`));
  if (!path) {
    place.append(el("p", { class: "role" }, "No chain of acts that pass the filters connects them."));
    return;
  }
  place.append(el("p", { class: "role" }, counted(path.length - 1, "step", "steps")));
  for (let i = 1; i < path.length; i++) {
    for (const [a, b] of [[path[i - 1], path[i]], [path[i], path[i - 1]]]) {
      const acts = actsBetween(a, b);
      if (acts.length) place.append(el("p", { class: "step" }, `${labelOf(a)} → ${labelOf(b)}`), ...kindGroups(acts, "does", path.length === 2 ? null : [], `${a} ${b}`));
    }
  }
}

// The network itself, drawn by vis-network from what the filters let through.

const MANY_LINES = 500;
const MOST_LINES = 900;
const scene = { network: null, nodes: null, edges: null, hovered: null, lit: null, lines: new Map(), labelled: [], magnify: 1, cut: 0, looks: new Map() };

// Seen from afar, actors are drawn larger than the distance alone would have them.
const magnified = () => Math.min(3, Math.max(1, (0.6 / scene.network.getScale()) ** 0.65));
const radiusOf = (node) => (7 + Math.min(2.4, 27 / Math.sqrt(view.most)) * Math.sqrt(view.weight[node])) * scene.magnify;

const widthOf = (acts) => Math.min(1.1 + 0.75 * Math.sqrt(acts), 9) * scene.magnify;

function remagnify() {
  const wanted = magnified();
  if (Math.abs(wanted / scene.magnify - 1) < 0.18) return;
  scene.magnify = wanted;
  drawLooks();
}

function openScene() {
  scene.nodes = new vis.DataSet();
  scene.edges = new vis.DataSet();
  const place = document.getElementById("scene");
  const options = JSON.parse(document.getElementById("options").textContent);
  scene.network = new vis.Network(place, { nodes: scene.nodes, edges: scene.edges }, options);
  scene.network.on("afterDrawing", drawLabels);
  scene.network.on("zoom", remagnify);
  scene.network.on("animationFinished", remagnify);
  scene.network.on("click", ({ nodes, edges }) => choose(nodes[0], nodes.length ? undefined : edges[0]));
  scene.network.on("doubleClick", ({ nodes }) => nodes.length && enter(nodes[0]));
  scene.network.on("hoverNode", ({ node, event }) => point(node, nodeHint(node), event));
  scene.network.on("blurNode", () => point(null, "", null));
  scene.network.on("hoverEdge", ({ edge, event }) => point(scene.hovered, lineHint(edge), event));
  scene.network.on("blurEdge", () => point(scene.hovered, "", null));
  scene.network.on("dragStart", () => point(null, "", null));
}

function choose(node, line) {
  if (node !== undefined) {
    update({ chosen: { node } });
    uncover(node);
  } else if (line !== undefined) {
    const { from, to, kinds } = scene.lines.get(line);
    update({ chosen: { from, to, kind: kinds.length === 1 ? kinds[0] : null } });
  } else update({ chosen: null });
}

function enter(node) {
  update({ focus: node, chosen: { node } });
  fit();
}

// Lines: one for each kind of act from one actor to another, side by side; where that would be a thicket, one for each tone.
function lines() {
  const coarse = view.bundles.length > MANY_LINES;
  const found = new Map();
  for (const bundle of view.bundles) {
    const tone = toneOf(bundle.kind);
    const id = `${bundle.from} ${bundle.to} ${coarse ? tone : bundle.kind}${bundle.about ? " about" : ""}`;
    const line = found.get(id) || { id, from: bundle.from, to: bundle.to, tone, about: bundle.about, kinds: [], acts: 0 };
    line.kinds.push(bundle.kind);
    line.acts += bundle.acts;
    found.set(id, line);
  }
  return placed(strongest([...found.values()]));
}

// More lines than an eye can follow are cut to the strongest; those of the chosen actor always stay.
function strongest(all) {
  scene.cut = Math.max(0, all.length - MOST_LINES);
  if (!scene.cut) return all;
  const mine = (line) => (litEnds(line) ? 1 : 0);
  return all.sort((a, b) => mine(b) - mine(a) || b.acts - a.acts || a.from - b.from || a.to - b.to).slice(0, MOST_LINES);
}

const litEnds = ({ from, to }) => (state.chosen && "node" in state.chosen ? from === state.chosen.node || to === state.chosen.node : scene.lit && scene.lit.has(from) && scene.lit.has(to));

function placed(all) {
  const places = new Map();
  for (const line of all) {
    const pair = `${line.from} ${line.to}`;
    line.place = places.get(pair) || 0;
    places.set(pair, line.place + 1);
  }
  return new Map(all.map((line) => [line.id, line]));
}

function drawScene() {
  scene.paper = paper();
  scene.ink = ink();
  scene.font = getComputedStyle(document.body).fontFamily;
  scene.lit = litNodes();
  scene.lines = lines();
  drawLooks();
}

// vis-network draws everything anew after each change of its data; here it waits for the last.
function drawLooks() {
  const { emitter } = scene.network.body;
  emitter.emit("_blockRedraw");
  replace(scene.nodes, view.nodes.map(nodeLook));
  replace(scene.edges, [...scene.lines.values()].map(lineLook));
  emitter.emit("_allowRedraw");
  emitter.emit("_requestRedraw");
}

// Only what looks different from before is handed on: vis-network takes its time over each item.
function replace(set, items) {
  const wanted = new Set(items.map((item) => item.id));
  const gone = set.getIds().filter((id) => !wanted.has(id));
  if (gone.length) set.remove(gone);
  for (const id of gone) scene.looks.delete(set === scene.nodes ? `n${id}` : id);
  const changed = items.filter((item) => {
    const key = set === scene.nodes ? `n${item.id}` : item.id;
    const look = JSON.stringify({ ...item, x: 0, y: 0 });
    const same = scene.looks.get(key) === look;
    scene.looks.set(key, look);
    return !same;
  });
  if (changed.length) set.update(changed);
}

function nodeLook(id) {
  const node = page.nodes[id];
  const dim = scene.lit && !scene.lit.has(id);
  const chosen = state.chosen?.node === id;
  const colour = actorInk(node.kind);
  const look = {
    id,
    shape: actorLook(node.kind).shape,
    size: Math.round(radiusOf(id)),
    opacity: dim ? 0.18 : 1,
    borderWidth: chosen ? 3.5 : 1.5,
    color: { background: colour, border: chosen ? scene.ink : scene.paper, hover: { background: colour, border: scene.ink } },
  };
  return scene.nodes.get(id) ? look : { ...look, x: node.x, y: node.y };
}

function lineLook(line) {
  const { id, from, to, tone, acts, place, about } = line;
  const dim = scene.lit && !litLine(line);
  const alpha = dim ? 0.06 : scene.lit ? 0.95 : scene.lines.size > 250 ? 0.5 : 0.75;
  const colour = faded(toneInk(tone), alpha);
  return {
    id,
    from,
    to,
    width: widthOf(acts),
    dashes: about ? [3, 5] : false,
    color: { color: colour, hover: toneInk(tone), highlight: colour },
    smooth: { enabled: true, type: "curvedCW", roundness: 0.1 + 0.085 * place },
  };
}

function litNodes() {
  const chosen = state.chosen;
  if (!chosen) return null;
  if (chosen.path) return new Set(pathBetween(...chosen.path) || chosen.path);
  if ("node" in chosen) {
    const lit = new Set([chosen.node]);
    for (const { from, to } of view.bundles) if (from === chosen.node || to === chosen.node) lit.add(from).add(to);
    return lit;
  }
  return new Set([chosen.from, chosen.to]);
}

function litLine({ from, to }) {
  const chosen = state.chosen;
  if (chosen.path) {
    const path = pathBetween(...chosen.path) || [];
    return Math.abs(path.indexOf(from) - path.indexOf(to)) === 1 && path.includes(from) && path.includes(to);
  }
  return "node" in chosen ? from === chosen.node || to === chosen.node : scene.lit.has(from) && scene.lit.has(to);
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches || view.nodes.length > 400;
const glide = () => (calm() ? false : { duration: 350, easingFunction: "easeInOutQuad" });

// What the panel leaves of the scene, in pixels.
function openPart() {
  const box = document.getElementById("scene").getBoundingClientRect();
  const sheet = document.getElementById("panel").getBoundingClientRect();
  const covered = sheet.width && sheet.width < box.width ? Math.max(0, box.right - sheet.left) : 0;
  return { width: box.width - covered, height: box.height, covered };
}

// Show these actors, all of them, in the part of the scene that is open.
function fit(nodes = view.nodes, animation = glide()) {
  const places = Object.values(scene.network.getPositions(nodes));
  if (!places.length) return;
  const { width, height, covered } = openPart();
  const [left, right] = [Math.min(...places.map((at) => at.x)), Math.max(...places.map((at) => at.x))];
  const [top, bottom] = [Math.min(...places.map((at) => at.y)), Math.max(...places.map((at) => at.y))];
  const scale = Math.min(1.4, (width - 120) / (right - left + 1), (height - 110) / (bottom - top + 1));
  scene.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.max(scale, 0.02), offset: { x: -covered / 2, y: 4 }, animation });
  if (!animation) remagnify();
}

// Bring an actor into sight, and leave the rest of the view where it is.
function reveal(node) {
  const at = scene.network.getPositions([node])[node];
  if (at) scene.network.moveTo({ position: at, scale: Math.max(scene.network.getScale(), 0.75), offset: { x: -openPart().covered / 2, y: 0 }, animation: glide() });
}

// Move the view only if the panel has come to lie over the actor, and not before a second click could have come.
function uncover(node) {
  setTimeout(() => {
    const at = scene.network.getPositions([node])[node];
    if (!at || state.chosen?.node !== node) return;
    const over = scene.network.canvasToDOM(at).x - openPart().width + 60;
    const middle = scene.network.getViewPosition();
    if (over > 0) scene.network.moveTo({ position: { x: middle.x + over / scene.network.getScale(), y: middle.y }, animation: glide() });
  }, 400);
}

function point(node, text, event) {
  scene.hovered = node;
  const hint = document.getElementById("hint");
  hint.textContent = text;
  hint.hidden = !text;
  document.getElementById("scene").style.cursor = text ? "pointer" : "";
  if (!event) return;
  const box = document.getElementById("scene").getBoundingClientRect();
  const x = event.clientX - box.left;
  hint.style.left = `${Math.min(x + 14, box.width - hint.offsetWidth - 8)}px`;
  hint.style.top = `${Math.min(event.clientY - box.top + 16, box.height - hint.offsetHeight - 8)}px`;
}

const nodeHint = (node) => `${labelOf(node)}: ${counted(view.weight[node], "act", "acts")}`;

function lineHint(id) {
  const line = scene.lines.get(id);
  if (!line) return "";
  const verbs = line.kinds.map(verbOf).join(", ");
  const what = line.about ? `speaks about (${line.kinds.join(", ")})` : verbs;
  return `${labelOf(line.from)} ${what} ${labelOf(line.to)}: ${counted(line.acts, "act", "acts")}`;
}

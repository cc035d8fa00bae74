// Which acts pass the filters, and which actors and bundles are then worth showing.

const NEIGHBOURS = 80;
const view = { passes: null, kinds: {}, actorKinds: {}, weight: null, most: 1, nodes: [], bundles: [], candidates: 0, loose: 0, acts: 0 };

const inTime = (day) =>
  day === null ? state.since === null && state.until === null
    : (state.since === null || day >= state.since) && (state.until === null || day <= state.until);

function sift() {
  const { kind, actors, targets, about } = page.acts;
  const open = toldEnough(admitted());
  view.passes = new Uint8Array(page.count);
  view.weight = new Int32Array(page.nodes.length);
  view.kinds = {};
  view.acts = 0;
  for (let i = 0; i < page.count; i++) {
    if (!open[i]) continue;
    view.kinds[kind[i]] = (view.kinds[kind[i]] || 0) + 1;
    if (state.hiddenKinds.has(kind[i])) continue;
    view.passes[i] = 1;
    view.acts++;
    for (const node of actors[i]) view.weight[node]++;
    for (const node of targets[i]) view.weight[node]++;
    if (!targets[i].length) for (const node of about[i]) view.weight[node]++;
  }
  view.most = view.weight.reduce((a, b) => Math.max(a, b), 1);
  chooseNodes();
  chooseBundles();
}

// The acts that certainty, period and sources let through.
function admitted() {
  const { day, score } = page.acts;
  const open = new Uint8Array(page.count);
  for (let i = 0; i < page.count; i++) {
    open[i] = score[i] >= state.score && inTime(day[i]) && !state.hiddenSources.has(page.sourceOf[i]);
  }
  return open;
}

// Of these, the acts that as many independent articles as wanted tell: the same kind, from the same actor to the same other.
function toldEnough(open) {
  if (state.told < 2) return open;
  const enough = new Uint8Array(page.count);
  for (const bundle of page.edges) {
    const acts = bundle.acts.filter((act) => open[act]);
    if (originsOf(acts) >= state.told) for (const act of acts) enough[act] = 1;
  }
  return enough;
}

function chooseNodes() {
  view.actorKinds = {};
  view.loose = 0;
  const tied = tiedActors();
  const candidates = [];
  for (const node of page.nodes) {
    if (!view.weight[node.id]) continue;
    view.actorKinds[node.kind] = (view.actorKinds[node.kind] || 0) + 1;
    if (state.hiddenActors.has(node.kind)) continue;
    if (!tied[node.id]) view.loose++;
    if (tied[node.id] || state.loose) candidates.push(node.id);
  }
  view.candidates = candidates.length;
  const wanted = state.focus !== null ? around(state.focus) : busiest(candidates);
  for (const node of mustShow()) wanted.add(node);
  view.nodes = [...wanted].sort((a, b) => a - b);
}

// Those with a tie to somebody; the others act alone, and are drawn only when asked for.
function tiedActors() {
  const tied = new Uint8Array(page.nodes.length);
  for (const bundle of page.edges) {
    if (bundle.acts.some((act) => view.passes[act])) tied[bundle.from] = tied[bundle.to] = 1;
  }
  return tied;
}

function busiest(candidates) {
  candidates.sort((a, b) => view.weight[b] - view.weight[a] || a - b);
  const wanted = new Set(candidates.slice(0, page.shown + state.more));
  for (const node of state.added) if (view.weight[node] && !state.hiddenActors.has(page.nodes[node].kind)) wanted.add(node);
  return wanted;
}

function mustShow() {
  const chosen = state.chosen;
  if (!chosen) return [];
  if (chosen.path) return pathBetween(...chosen.path) || chosen.path;
  return "node" in chosen ? [chosen.node] : [chosen.from, chosen.to];
}

const passing = (bundle) => page.edges[bundle].acts.reduce((n, act) => n + view.passes[act], 0);

// The actor and those it has most to do with.
function around(node) {
  const ties = new Map();
  for (const i of page.bundlesOf[node]) {
    const bundle = page.edges[i];
    const other = bundle.from === node ? bundle.to : bundle.from;
    const acts = passing(i);
    if (acts && !state.hiddenActors.has(page.nodes[other].kind)) ties.set(other, (ties.get(other) || 0) + acts);
  }
  const nearest = [...ties].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, NEIGHBOURS);
  return new Set([node, ...nearest.map(([other]) => other)]);
}

function chooseBundles() {
  const shown = new Set(view.nodes);
  view.bundles = [];
  for (const node of view.nodes) {
    for (const i of page.bundlesOf[node]) {
      const bundle = page.edges[i];
      if (bundle.from !== node || !shown.has(bundle.to) || state.hiddenKinds.has(bundle.kind)) continue;
      const acts = passing(i);
      if (acts) view.bundles.push({ index: i, from: bundle.from, to: bundle.to, kind: bundle.kind, about: bundle.about, acts });
    }
  }
}

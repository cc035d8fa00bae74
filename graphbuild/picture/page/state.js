// What the reader has chosen. It lives in the address, after the #, so that a view can be kept and sent.

const state = {
  hiddenKinds: new Set(),
  hiddenActors: new Set(),
  hiddenSources: new Set(),
  told: 1,
  score: 0,
  since: null,
  until: null,
  chosen: null, // {node} | {from, to, kind} | {path: [a, b]}
  focus: null,
  more: 0,
  loose: false,
  added: new Set(),
  theme: "light",
};
const listeners = [];

const onChange = (listener) => listeners.push(listener);

function update(change) {
  Object.assign(state, change);
  writeAddress();
  for (const listener of listeners) listener(change);
}

const keyOf = (node) => page.nodes[node].key;

function writeAddress() {
  const words = new URLSearchParams();
  if (state.hiddenKinds.size) words.set("without", [...state.hiddenKinds].sort().join(" "));
  if (state.hiddenActors.size) words.set("nor", [...state.hiddenActors].sort().join(" "));
  if (state.hiddenSources.size) words.set("unread", JSON.stringify([...state.hiddenSources].sort()));
  if (state.told > 1) words.set("told", state.told);
  if (state.score) words.set("score", state.score);
  if (state.since !== null) words.set("since", state.since);
  if (state.until !== null) words.set("until", state.until);
  if (state.focus !== null) words.set("around", keyOf(state.focus));
  if (state.more) words.set("more", state.more);
  if (state.loose) words.set("loose", 1);
  if (state.theme !== systemTheme()) words.set("theme", state.theme);
  const chosen = state.chosen;
  if (chosen && chosen.path) words.set("path", chosen.path.map(keyOf).join(" "));
  else if (chosen && "node" in chosen) words.set("actor", keyOf(chosen.node));
  else if (chosen) words.set("acts", [keyOf(chosen.from), keyOf(chosen.to), chosen.kind || ""].join(" ").trim());
  const text = words.toString();
  history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
}

function readAddress() {
  const words = new URLSearchParams(location.hash.slice(1));
  const list = (name) => (words.get(name) || "").split(" ").filter(Boolean);
  const node = (key) => (page.byKey.has(key) ? page.byKey.get(key) : null);
  const day = (name) => (/^-?\d+$/.test(words.get(name) || "") ? Number(words.get(name)) : null);
  state.hiddenKinds = new Set(list("without"));
  state.hiddenActors = new Set(list("nor"));
  state.hiddenSources = new Set(namesIn(words.get("unread")));
  state.told = Math.max(1, Math.floor(Number(words.get("told")) || 1));
  state.score = Math.min(100, Math.max(0, Number(words.get("score")) || 0));
  state.since = day("since");
  state.until = day("until");
  state.focus = node(words.get("around"));
  state.more = Math.max(0, Math.floor(Number(words.get("more")) || 0));
  state.loose = words.has("loose");
  state.theme = ["light", "dark"].includes(words.get("theme")) ? words.get("theme") : systemTheme();
  state.chosen = chosenFrom(node, list, words);
}

// Names of sources may hold anything, so they stand in the address as JSON; what is none counts as no names.
function namesIn(text) {
  try {
    const names = JSON.parse(text || "[]");
    return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
  } catch {
    return [];
  }
}

function chosenFrom(node, list, words) {
  const actor = node(words.get("actor"));
  if (actor !== null) return { node: actor };
  const path = list("path").map(node);
  if (path.length === 2 && !path.includes(null)) return { path };
  const [from, to] = list("acts").map(node);
  if (from !== null && from !== undefined && to !== null && to !== undefined) return { from, to, kind: list("acts")[2] || null };
  return null;
}

const systemTheme = () => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

// Names are drawn as on a map: the important first, beside their actor where there is room, and none over another.

// So many of the busiest have their names written even where these cover other actors.
const LEADING = 24;
const widths = new Map();

function drawLabels(context) {
  const scale = scene.network.getScale();
  const positions = scene.network.getPositions(view.nodes);
  readEdges(scale);
  const taken = view.nodes.filter((node) => positions[node] && !isDim(node)).map((node) => nodeBox(node, positions[node], scale));
  context.save();
  context.textBaseline = "top";
  context.lineJoin = "round";
  scene.labelled = [];
  for (const node of labelOrder()) {
    if (positions[node] && !isDim(node)) drawLabel(context, node, positions[node], scale, taken);
  }
  context.restore();
}

// Where the picture ends at the sides, in pixels from the origin of the drawing: a label is not cut in two there.
function readEdges(scale) {
  const middle = scene.network.getViewPosition().x * scale;
  const half = document.getElementById("scene").clientWidth / 2;
  scene.left = middle - half + 2;
  scene.right = middle + half - 2;
}

const isDim = (node) => scene.lit && !scene.lit.has(node) && scene.hovered !== node;

function nodeBox(node, at, scale) {
  const r = radiusOf(node) * scale * 0.8;
  return { x: at.x * scale - r, y: at.y * scale - r, w: 2 * r, h: 2 * r, of: node };
}

function labelOrder() {
  const chosen = state.chosen && "node" in state.chosen ? [state.chosen.node] : [];
  const hovered = scene.hovered === null ? [] : [scene.hovered];
  const busy = [...view.nodes].sort((a, b) => view.weight[b] - view.weight[a] || a - b);
  return new Set([...hovered, ...chosen, ...busy]);
}

function drawLabel(context, node, at, scale, taken) {
  const { label, kind } = page.nodes[node];
  const px = Math.max(11.5, Math.min(17, 8 + (radiusOf(node) / scene.magnify) * 0.36));
  const bold = kind === "Country" || state.chosen?.node === node;
  const text = label.length > 34 ? `${label.slice(0, 33)}…` : label;
  const font = (pixels) => `${bold ? 600 : 400} ${pixels}px ${scene.font}`;
  const places = around4(at, radiusOf(node), scale, textWidth(context, text, font) * px, px);
  const inside = places.filter((box) => box.x >= scene.left && box.x + box.w <= scene.right);
  const free = (box) => !taken.some((other) => other.of !== node && overlaps(box, other));
  const clear = (box) => !taken.some((other) => other.of === undefined && overlaps(box, other));
  const leading = scene.labelled.length < LEADING;
  const box = inside.find(free) || (leading && inside.find(clear)) || (scene.hovered === node || state.chosen?.node === node ? places[0] : null);
  if (!box) return;
  taken.push(box);
  scene.labelled.push(node);
  context.font = font(px / scale);
  context.textAlign = "left";
  context.lineWidth = 3.6 / scale;
  context.strokeStyle = scene.paper;
  context.strokeText(text, box.x / scale, box.y / scale);
  context.fillStyle = scene.ink;
  context.fillText(text, box.x / scale, box.y / scale);
}

// Below, right, above, left of the actor, in pixels of the screen.
function around4(at, radius, scale, w, px) {
  const [x, y, r, h] = [at.x * scale, at.y * scale, radius * scale, px * 1.15];
  return [
    { x: x - w / 2, y: y + r + 3, w, h },
    { x: x + r + 4, y: y - h / 2, w, h },
    { x: x - w / 2, y: y - r - h - 2, w, h },
    { x: x - r - 4 - w, y: y - h / 2, w, h },
  ];
}

// The width of a text in multiples of its size, measured once for all sizes.
function textWidth(context, text, font) {
  const key = font(100) + text;
  if (!widths.has(key)) {
    context.font = font(100);
    widths.set(key, context.measureText(text).width / 100);
  }
  return widths.get(key);
}

const overlaps = (a, b) => a.x < b.x + b.w + 3 && b.x < a.x + a.w + 3 && a.y < b.y + b.h && b.y < a.y + a.h;

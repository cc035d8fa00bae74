// Names are drawn as on a map: the important first, and none over another.

const widths = new Map();

function drawLabels(context) {
  const scale = scene.network.getScale();
  const positions = scene.network.getPositions(view.nodes);
  const taken = [];
  context.save();
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  scene.labelled = [];
  for (const node of labelOrder()) {
    const at = positions[node];
    if (at) drawLabel(context, node, at, scale, taken);
  }
  context.restore();
}

function labelOrder() {
  const first = scene.lit ? view.nodes.filter((node) => scene.lit.has(node)) : [];
  const hovered = scene.hovered === null ? [] : [scene.hovered];
  return new Set([...hovered, ...first, ...[...view.nodes].sort((a, b) => view.weight[b] - view.weight[a] || a - b)]);
}

function drawLabel(context, node, at, scale, taken) {
  const { label, kind } = page.nodes[node];
  const size = radiusOf(node);
  const px = Math.max(11.5, Math.min(17, 8 + size * 0.36));
  const bold = kind === "Country" || state.chosen?.node === node;
  const text = label.length > 34 ? `${label.slice(0, 33)}…` : label;
  const font = (pixels) => `${bold ? 600 : 400} ${pixels}px ${getComputedStyle(document.body).fontFamily}`;
  const width = textWidth(context, text, font(px), px);
  const box = { x: at.x * scale - width / 2, y: (at.y + size) * scale + 3, w: width, h: px * 1.15 };
  const dim = scene.lit && !scene.lit.has(node) && scene.hovered !== node;
  if (dim || (scene.hovered !== node && taken.some((other) => overlaps(box, other)))) return;
  taken.push(box);
  scene.labelled.push(node);
  context.font = font(px / scale);
  context.lineWidth = 3.6 / scale;
  context.strokeStyle = scene.paper;
  context.strokeText(text, at.x, at.y + size + 3 / scale);
  context.fillStyle = scene.ink;
  context.fillText(text, at.x, at.y + size + 3 / scale);
}

function textWidth(context, text, font) {
  const key = font + text;
  if (!widths.has(key)) {
    context.font = font;
    widths.set(key, context.measureText(text).width);
  }
  return widths.get(key);
}

const overlaps = (a, b) => a.x < b.x + b.w + 6 && b.x < a.x + a.w + 6 && a.y < b.y + b.h + 1 && b.y < a.y + a.h + 1;

// Taking the view along: the picture as PNG or SVG, the acts that pass the filters as CSV.

function save(name, blob) {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

const fileName = (suffix) => `${fold(document.title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "graph"}.${suffix}`;

function exportPng() {
  const drawn = document.querySelector("#scene canvas");
  const canvas = el("canvas", { width: drawn.width, height: drawn.height });
  const context = canvas.getContext("2d");
  context.fillStyle = paper();
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(drawn, 0, 0);
  canvas.toBlob((blob) => save(fileName("png"), blob), "image/png");
}

// A cell that a spreadsheet would take for a formula is made words by an apostrophe.
function cell(value) {
  const text = String(value ?? "").replace(/^([=+\-@\t\r])/, "'$1");
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csv() {
  const names = (nodes) => nodes.map(labelOf).join("; ");
  const rows = [["date", "actors", "act", "targets", "about", "content", "sentence", "score", "negated", "future", "headline", "publisher", "url"]];
  const a = page.acts;
  for (let i = 0; i < page.count; i++) {
    if (!view.passes[i]) continue;
    const article = page.record.articles[a.article[i]];
    const day = a.day[i] === null ? "" : new Date(a.day[i] * 86400000).toISOString().slice(0, 10);
    rows.push([day, names(a.actors[i]), a.kind[i], names(a.targets[i]), names(a.about[i]), a.content[i], page.record.sentences[a.sentence[i]], a.score[i] / 100, Boolean(a.flags[i] & 1), Boolean(a.flags[i] & 2), article.title, article.publisher, article.url]);
  }
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function svgPicture() {
  const places = scene.network.getPositions(view.nodes);
  const xs = view.nodes.map((node) => places[node].x);
  const ys = view.nodes.map((node) => places[node].y);
  const [left, top] = [Math.min(...xs) - 90, Math.min(...ys) - 60];
  const picture = svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: [left, top, Math.max(...xs) - left + 90, Math.max(...ys) - top + 60].join(" "), "font-family": "sans-serif", "font-size": 13, "text-anchor": "middle" });
  picture.append(svg("rect", { x: left, y: top, width: "100%", height: "100%", fill: paper() }));
  for (const line of scene.lines.values()) picture.append(svgLine(line, places));
  for (const node of view.nodes) picture.append(...svgNode(node, places[node]));
  return new XMLSerializer().serializeToString(picture);
}

function svgLine({ from, to, tone, acts, place, about }, places) {
  const [a, b] = [places[from], places[to]];
  const bend = 0.1 + 0.085 * place;
  const middle = { x: (a.x + b.x) / 2 + (b.y - a.y) * bend, y: (a.y + b.y) / 2 - (b.x - a.x) * bend };
  const path = svg("path", { d: `M${a.x} ${a.y}Q${middle.x} ${middle.y} ${b.x} ${b.y}`, fill: "none", stroke: toneInk(tone), "stroke-opacity": 0.7, "stroke-width": Math.min(1.1 + 0.75 * Math.sqrt(acts), 9).toFixed(2) });
  if (about) path.setAttribute("stroke-dasharray", "3 5");
  return path;
}

function svgNode(node, { x, y }) {
  const { kind, label } = page.nodes[node];
  const shape = outline(actorLook(kind).shape, x, y, radiusOf(node));
  shape.setAttribute("fill", actorInk(kind));
  const word = svg("text", { x, y: y + radiusOf(node) + 15, fill: ink(), stroke: paper(), "stroke-width": 3, "paint-order": "stroke" }, label);
  return scene.labelled.includes(node) ? [shape, word] : [shape];
}

function openExport() {
  const actions = { png: exportPng, svg: () => save(fileName("svg"), new Blob([svgPicture()], { type: "image/svg+xml" })), csv: () => save(fileName("csv"), new Blob([csv()], { type: "text/csv" })) };
  for (const [kind, action] of Object.entries(actions)) {
    document.getElementById(`export-${kind}`).addEventListener("click", () => {
      action();
      document.getElementById("export-menu").open = false;
    });
  }
}

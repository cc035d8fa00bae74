// Colours of acts and actors on the present ground.

const ground = () => (state.theme === "dark" ? "dark" : "light");
const toneInk = (tone) => page.inks[tone][ground()];
const kindInk = (kind) => toneInk(toneOf(kind));
const actorLook = (kind) => page.looks[kind] || page.looks.Group;
const actorInk = (kind) => actorLook(kind).ink[ground()];
const paper = () => getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
const ink = () => getComputedStyle(document.documentElement).getPropertyValue("--ink").trim();

function faded(hex, alpha) {
  const parts = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return `rgba(${parts.join(",")},${alpha})`;
}

// The outline of each shape in a box of the given half-width, for legends and exports.
function outline(shape, x, y, r) {
  const at = (points) => points.map(([dx, dy]) => `${(x + dx * r).toFixed(1)},${(y + dy * r).toFixed(1)}`).join(" ");
  const polygons = {
    diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
    triangle: [[0, -1], [1, 0.8], [-1, 0.8]],
    square: [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
    hexagon: [[-1, 0], [-0.5, -0.87], [0.5, -0.87], [1, 0], [0.5, 0.87], [-0.5, 0.87]],
  };
  return polygons[shape] ? svg("polygon", { points: at(polygons[shape]) }) : svg("circle", { cx: x, cy: y, r });
}

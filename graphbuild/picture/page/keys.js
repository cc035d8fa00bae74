// Everything the mouse can do, the keyboard can.

function openKeys() {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input[type=text]");
    if (event.key === "Escape") return stepBack(event);
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input[type=range]")) return undefined;
    const action = ACTIONS[event.key];
    if (!action) return undefined;
    event.preventDefault();
    return action();
  });
}

const ACTIONS = {
  "/": () => document.getElementById("search").focus(),
  "?": () => document.getElementById("help").click(),
  0: () => fit(),
  d: () => document.getElementById("theme").click(),
  n: () => state.chosen && "node" in state.chosen && enter(state.chosen.node),
  "+": () => zoom(1.25),
  "=": () => zoom(1.25),
  "-": () => zoom(0.8),
  ArrowLeft: () => pan(-80, 0),
  ArrowRight: () => pan(80, 0),
  ArrowUp: () => pan(0, -80),
  ArrowDown: () => pan(0, 80),
};

function stepBack(event) {
  const help = document.getElementById("help-card");
  if (!help.hidden) document.getElementById("help").click();
  else if (event.target.matches("input")) event.target.blur();
  else if (state.chosen) update({ chosen: null });
  else if (state.focus !== null) leave();
}

const zoom = (factor) => scene.network.moveTo({ scale: scene.network.getScale() * factor });

function pan(x, y) {
  const at = scene.network.getViewPosition();
  const scale = scene.network.getScale();
  scene.network.moveTo({ position: { x: at.x + x / scale, y: at.y + y / scale } });
}

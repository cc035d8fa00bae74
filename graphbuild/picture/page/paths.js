// The shortest chain of acts between two actors, whichever way the acts point; among equals, the one through the busiest.

const known = { key: "", path: null };

function pathBetween(from, to) {
  const key = `${from} ${to} ${view.acts} ${[...state.hiddenKinds].join()} ${state.since} ${state.until} ${state.score} ${state.told}`;
  if (known.key !== key) Object.assign(known, { key, path: search(from, to) });
  return known.path;
}

function search(from, to) {
  const before = new Map([[from, null]]);
  let edge = [from];
  while (edge.length && !before.has(to)) {
    const next = [];
    for (const node of edge) {
      for (const other of neighbours(node)) {
        if (before.has(other)) continue;
        before.set(other, node);
        next.push(other);
      }
    }
    edge = next.sort((a, b) => view.weight[b] - view.weight[a] || a - b);
  }
  if (!before.has(to)) return null;
  const path = [];
  for (let node = to; node !== null; node = before.get(node)) path.unshift(node);
  return path;
}

function neighbours(node) {
  const found = new Set();
  for (const i of page.bundlesOf[node]) {
    if (!page.edges[i].acts.some((act) => view.passes[act])) continue;
    found.add(page.edges[i].from === node ? page.edges[i].to : page.edges[i].from);
  }
  return found;
}

const ends = { from: null, to: null };

function openPaths() {
  for (const end of ["from", "to"]) {
    const field = document.getElementById(`path-${end}`);
    openSearch(field, document.getElementById(`path-${end}-list`), (id) => {
      ends[end] = id;
      if (ends.from !== null && ends.to !== null && ends.from !== ends.to) {
        update({ chosen: { path: [ends.from, ends.to] }, focus: null });
        fit(pathBetween(ends.from, ends.to) || [ends.from, ends.to]);
      }
    });
  }
}

function startPath(id) {
  ends.from = id;
  document.getElementById("path-from").value = labelOf(id);
  document.getElementById("path-to").focus();
}

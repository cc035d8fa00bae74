// Finding an actor by name, other name or any part of one, with the keyboard or the mouse.

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function searchable() {
  page.folded = page.nodes.map((node) => [node.label, ...node.names].map(fold));
}

// Names that begin with the words come first, then names of which a word begins so, then the rest; the busy before the others.
function find(words, most = 12) {
  const wanted = fold(words.trim());
  if (!wanted) return [];
  const ranks = [[], [], []];
  page.folded.forEach((names, id) => {
    let rank = 3;
    for (const name of names) {
      if (name.startsWith(wanted)) rank = 0;
      else if (name.includes(` ${wanted}`) || name.includes(`-${wanted}`)) rank = Math.min(rank, 1);
      else if (name.includes(wanted)) rank = Math.min(rank, 2);
    }
    if (rank < 3 && ranks[rank].length < most) ranks[rank].push(id);
  });
  return ranks.flat().slice(0, most);
}

function openSearch(field, list, pick) {
  let found = [];
  let at = 0;
  const show = () => {
    found = find(field.value);
    at = 0;
    list.replaceChildren(...found.map((id, i) => option(id, i, list, () => take(id))));
    if (field.value.trim() && !found.length) list.append(el("li", { "aria-disabled": "true" }, "No actor of that name"));
    list.hidden = !field.value.trim();
    field.setAttribute("aria-expanded", String(!list.hidden));
    mark();
  };
  const mark = () => {
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at && found.length > 0)));
    if (found.length) field.setAttribute("aria-activedescendant", list.children[at].id);
    else field.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
  };
  const take = (id) => {
    field.value = labelOf(id);
    close();
    pick(id);
  };
  field.addEventListener("input", show);
  field.addEventListener("focus", () => field.select());
  field.addEventListener("blur", () => setTimeout(() => document.activeElement !== field && close(), 150));
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (found.length) at = (at + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
      mark();
    } else if (event.key === "Enter" && found.length) take(found[at]);
    else if (event.key === "Escape") close();
  });
}

function option(id, i, list, take) {
  const node = page.nodes[id];
  const item = el("li", { role: "option", id: `${list.id}-${i}`, "data-node": node.key }, el("bdi", {}, node.label), el("small", {}, describeActor(node)));
  item.addEventListener("mousedown", (event) => {
    event.preventDefault();
    take();
  });
  return item;
}

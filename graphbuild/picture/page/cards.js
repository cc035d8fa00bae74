// One act as a card: who does what to whom, the sentence that says so, and where it stands.

function actorButton(node) {
  return el("button", { type: "button", class: "name", onclick: () => visit(node) }, labelOf(node));
}

function visit(node) {
  state.added.add(node);
  update({ chosen: { node } });
  reveal(node);
}

function joined(nodes) {
  return nodes.flatMap((node, i) => [i === 0 ? "" : i === nodes.length - 1 ? " and " : ", ", actorButton(node)]);
}

function card(act) {
  const { kind, actors, targets, about, content, via, amount, flags, score, sentence, article, day, cue } = page.acts;
  const text = page.record.sentences[sentence[act]] || "";
  const others = targets[act].length ? joined(targets[act]) : [];
  const claim = el("p", { class: "claim" }, ...joined(actors[act]), el("span", { class: "verb" }, ` ${claimVerb(kind[act], targets[act].length)} `), ...others, ...tags(act));
  const box = el("article", { class: "card", "data-act": act }, claim);
  box.style.setProperty("--tone", kindInk(kind[act]));
  if (content[act] && !text.includes(content[act])) box.append(el("p", { class: "content" }, content[act]));
  if (text) box.append(el("blockquote", { dir: "auto" }, ...marked(text, cue[act])));
  if (!targets[act].length && about[act].length) box.append(el("p", { class: "source" }, "names ", ...joined(about[act])));
  if (via[act]) box.append(el("p", { class: "source" }, `as told by ${via[act]}`));
  if (amount[act]) box.append(el("p", { class: "source" }, `amount: ${amount[act]}`));
  box.append(sourceLine(page.record.articles[article[act]], day[act], score[act]));
  return box;
}

const claimVerb = (kind, targeted) => (targeted ? verbOf(kind) : `makes ${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind}`);

function tags(act) {
  const flags = page.acts.flags[act];
  return [flags & 1 ? "said not to have happened" : "", flags & 2 ? "planned or conditional" : ""]
    .filter(Boolean)
    .map((text) => el("span", { class: "tag" }, text));
}

function marked(text, cue) {
  const at = cue ? text.indexOf(cue) : -1;
  return at < 0 ? [text] : [text.slice(0, at), el("mark", {}, cue), text.slice(at + cue.length)];
}

function sourceLine(article, day, score) {
  const url = webAddress(article.url);
  const title = article.title || article.publisher || (url ? new URL(url).hostname : "untitled article");
  const name = url ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, title) : title;
  const rest = [article.title ? article.publisher : "", day === null ? article.date : dayText(day), `certainty ${score} %`];
  return el("p", { class: "source" }, name, rest.filter(Boolean).map((part) => ` · ${part}`).join(""));
}

// A word of the text and the act it belongs to light up together; a click leads from the one to the other.

const all = (selector) => [...document.querySelectorAll(selector)];
const words = (element, name) => (element.dataset[name] || "").split(" ").filter(Boolean);

function light(acts, actors) {
  for (const piece of all(".piece")) {
    piece.classList.toggle("lit", words(piece, "acts").some((act) => acts.includes(act)));
    piece.classList.toggle("lit-actor", words(piece, "actors").some((actor) => actors.includes(actor)));
  }
  for (const card of all(".card")) card.classList.toggle("lit", acts.includes(card.dataset.act));
}

const lead = (element) => element && element.scrollIntoView({ block: "center", behavior: "smooth" });

for (const piece of all(".piece")) {
  const acts = () => (words(piece, "cues").length ? words(piece, "cues") : words(piece, "acts"));
  piece.addEventListener("mouseenter", () => light(acts(), words(piece, "actors")));
  piece.addEventListener("mouseleave", () => light([], []));
  piece.addEventListener("focus", () => light(acts(), []));
  piece.addEventListener("click", () => {
    light(acts(), words(piece, "actors"));
    lead(document.querySelector(`.card[data-act="${acts()[0]}"]`));
  });
}
for (const card of all(".card")) {
  const mine = () => light([card.dataset.act], []);
  card.addEventListener("mouseenter", mine);
  card.addEventListener("mouseleave", () => light([], []));
  card.addEventListener("focus", mine);
  card.addEventListener("click", () => {
    mine();
    lead(all(".piece.cue").find((piece) => words(piece, "cues").includes(card.dataset.act)));
  });
}

const theme = document.getElementById("theme");
function paint(name) {
  document.documentElement.dataset.theme = name;
  theme.textContent = name === "dark" ? "Light" : "Dark";
}
theme.addEventListener("click", () => paint(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
paint(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

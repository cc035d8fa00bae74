// What the page was given: actors, bundles of acts between two of them, and the acts themselves, in columns.

const page = {};

async function load() {
  const text = document.getElementById("payload").textContent.trim();
  Object.assign(page, JSON.parse(text.startsWith("{") ? text : await inflate(text)));
  page.acts = page.record.acts;
  page.count = (page.acts.kind || []).length;
  page.byKey = new Map(page.nodes.map((node) => [node.key, node.id]));
  page.actsOf = page.nodes.map(() => ({ does: [], receives: [], named: [] }));
  for (let i = 0; i < page.count; i++) {
    for (const node of page.acts.actors[i]) page.actsOf[node].does.push(i);
    for (const node of page.acts.targets[i]) page.actsOf[node].receives.push(i);
    for (const node of page.acts.about[i]) page.actsOf[node].named.push(i);
  }
  countSources();
  page.bundlesOf = page.nodes.map(() => []);
  page.edges.forEach((bundle, i) => {
    page.bundlesOf[bundle.from].push(i);
    page.bundlesOf[bundle.to].push(i);
  });
  page.days = (page.acts.day || []).filter((day) => day !== null);
  page.firstDay = page.days.reduce((a, b) => Math.min(a, b), Infinity);
  page.lastDay = page.days.reduce((a, b) => Math.max(a, b), -Infinity);
}

async function inflate(base64) {
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).text();
}

const toneOf = (kind) => page.record.tones[kind] || page.neither;
const verbOf = (kind) => page.verbs[kind] || kind;
const labelOf = (node) => page.nodes[node].label;

// Made once: a format is much slower to make than to use.
const DAYS = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const NUMBERS = new Intl.NumberFormat("en-US");

const dayText = (day) => DAYS.format(new Date(day * 86400000));
const number = (n) => NUMBERS.format(n);
const counted = (n, one, many) => `${number(n)} ${n === 1 ? one : many}`;
const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);

// Text goes into the page as text nodes only; no string of the data is ever read as markup.
function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "onclick") element.addEventListener("click", value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const webAddress = (text) => (/^https?:\/\/[^\s]+$/i.test(text || "") ? text : "");

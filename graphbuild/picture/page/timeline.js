// When it happened: a histogram of the acts by tone, and two handles that cut a period out of it.

const BARS = 72;

function openTimeline() {
  if (!page.days.length || page.firstDay === page.lastDay) {
    document.getElementById("time").hidden = true;
    return;
  }
  for (const name of ["since", "until"]) {
    const handle = document.getElementById(name);
    handle.min = page.firstDay;
    handle.max = page.lastDay;
    handle.addEventListener("input", readHandles);
  }
  placeHandles();
}

function placeHandles() {
  document.getElementById("since").value = state.since === null ? page.firstDay : state.since;
  document.getElementById("until").value = state.until === null ? page.lastDay : state.until;
}

function readHandles(event) {
  const since = document.getElementById("since");
  const until = document.getElementById("until");
  if (Number(since.value) > Number(until.value)) {
    if (event.target === since) since.value = until.value;
    else until.value = since.value;
  }
  update({
    since: Number(since.value) > page.firstDay ? Number(since.value) : null,
    until: Number(until.value) < page.lastDay ? Number(until.value) : null,
  });
}

function drawTimeline() {
  const span = page.lastDay - page.firstDay + 1;
  const bars = Math.min(BARS, span);
  const tones = Object.keys(page.inks);
  const counts = Array.from({ length: bars }, () => new Map(tones.map((tone) => [tone, 0])));
  for (let i = 0; i < page.count; i++) {
    const day = page.acts.day[i];
    if (day === null || page.acts.score[i] < state.score || state.hiddenKinds.has(page.acts.kind[i]) || state.hiddenSources.has(page.sourceOf[i])) continue;
    const bar = counts[Math.floor(((day - page.firstDay) * bars) / span)];
    const tone = toneOf(page.acts.kind[i]);
    bar.set(tone, bar.get(tone) + 1);
  }
  const top = Math.max(1, ...counts.map((bar) => [...bar.values()].reduce((a, b) => a + b, 0)));
  const picture = svg("svg", { viewBox: `0 0 ${bars * 10} 46`, preserveAspectRatio: "none", role: "img", "aria-label": "Acts over time" });
  counts.forEach((bar, i) => picture.append(...barParts(bar, i, top, bars, span)));
  document.getElementById("histogram").replaceChildren(picture);
  document.getElementById("since-out").textContent = dayText(state.since === null ? page.firstDay : state.since);
  document.getElementById("until-out").textContent = dayText(state.until === null ? page.lastDay : state.until);
  const undated = page.count - page.days.length;
  const cut = state.since !== null || state.until !== null;
  document.getElementById("undated").textContent = undated && cut ? `${counted(undated, "act", "acts")} without a date left out` : "";
}

function barParts(bar, i, top, bars, span) {
  const first = page.firstDay + (i * span) / bars;
  const last = page.firstDay + ((i + 1) * span) / bars - 1;
  const inside = (state.until === null || first <= state.until) && (state.since === null || last >= state.since);
  let y = 46;
  return [...bar].filter(([, count]) => count).map(([tone, count]) => {
    const height = (count / top) * 44;
    y -= height;
    return svg("rect", { x: i * 10 + 1, y: y.toFixed(2), width: 8, height: height.toFixed(2), fill: toneInk(tone), opacity: inside ? 0.9 : 0.22 });
  });
}

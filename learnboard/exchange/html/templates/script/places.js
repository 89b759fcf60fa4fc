// What stands beside a target: its decision or the buttons for one, a button for a remark, and the remarks kept.

// A page is read later than it was written: what has closed since is told.
const today = () => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
};
const closedNote = ({ closes = "" }) =>
  closes && today() > closes ? [made("span", { className: "warn closed", textContent: `It closed on ${shortDay(closes)}: an answer is kept, and counts for nothing.` })] : [];
const focusIn = (place) => place.querySelector("button")?.focus();
const setRemoved = (item, removed) => {
  item.removed = removed;
  change();
  show(keyOf(item.target));
};
const restore = (half) => {
  delete half.discarded;
  change();
  show(keyOf(half.target));
};

const decisionParts = (place, key) => {
  const decision = decisionOn(key);
  const { title } = place.dataset;
  if (decision && !decision.removed) {
    const { sign, tone, decided } = KINDS[decision.kind];
    return [
      made("span", { className: `${tone} given`, textContent: `${sign} ${decided}` }),
      button("Change", () => openForm(place, begun(halfOf(decision))), title, "begin"),
      button("Take back", () => { setRemoved(decision, true); focusIn(place); }, title, "begin"),
    ];
  }
  const decide = (kind) => {
    const half = newHalf(place.dataset, kind);
    if (!WORDLESS.includes(kind)) return openForm(place, turned(begun(half), kind));
    const other = begun(half);
    put(half);
    if (other !== half) discard(other);
    change();
    show(key);
    return focusIn(place);
  };
  return place.dataset.first.split(" ").filter(Boolean).map((kind) => button(KINDS[kind].name, () => decide(kind), title, `begin main ${KINDS[kind].tone}`));
};

// A topic for the agenda: one that is proposed is put there by one press, others are written.
const topicParts = (place, key) => {
  const { topic, title } = place.dataset;
  if (topic === undefined) return [];
  const put_ = topic && about(key).find((item) => item.kind === "topic" && item.text === cleanText(topic));
  if (put_) {
    return [
      made("span", { className: "good given", textContent: "✓ On the agenda" }),
      button("Take back", () => { setRemoved(put_, true); focusIn(place); }, title, "begin"),
    ];
  }
  const half = () => newHalf({ kind: place.dataset.kind, id: place.dataset.id }, "topic");
  if (!topic) return [button("Add a topic", () => openForm(place, begun(half())), "", "begin main")];
  const keep = () => {
    put(Object.assign(half(), { text: topic }));
    change();
    show(key);
    focusIn(place);
  };
  return [button("Put it on the agenda", keep, title, "begin")];
};

// Levels that the reader gives before they see those of the owner: these are told while both are in.
const ratingParts = (place, key) => {
  if (place.dataset.axes === undefined || !document.querySelector(`[data-covered="${key}"]`)) return [];
  const rating = about(key).find((item) => item.kind === "assessment");
  const { kind, id, title } = place.dataset;
  if (!rating) return [button("Rate these skills", () => openForm(place, begun(newHalf({ kind, id }, "assessment"))), title, "begin main")];
  return [
    made("span", { className: "good given", textContent: "✓ Your view is in" }),
    button("Change", () => openForm(place, begun(halfOf(rating))), title, "begin"),
    button("Take back", () => { setRemoved(rating, true); focusIn(place); }, title, "begin"),
  ];
};
const differs = (own, yours) => {
  const gap = yours - own;
  return gap ? `, you ${yours} ≠ you see ${Math.abs(gap)} ${gap > 0 ? "more" : "less"}` : `, you ${yours}`;
};
const uncover = (key) => {
  const rating = about(key).find((item) => item.kind === "assessment");
  for (const part of document.querySelectorAll(`[data-covered="${key}"]`)) {
    part.hidden = !rating;
    part.parentElement.querySelector(".to-rate").hidden = Boolean(rating);
    for (const place of part.querySelectorAll(".yours")) {
      const level = rating?.levels[place.dataset.axis];
      place.textContent = level ? differs(Number(place.dataset.own) || level, level) : "";
    }
  }
};

const show = (key) => {
  uncover(key);
  const own = drafts().filter((half) => keyOf(half.target) === key);
  for (const place of places.get(key)) {
    const { kind, id, title, lead = "", say } = place.dataset;
    const halfHere = own.filter((half) => !half.discarded && belongs(half, place));
    const rates = ratingParts(place, key);
    const count = about(key).filter((item) => !isDecision(item.kind) && !(rates.length && item.kind === "assessment") && belongs(item, place)).length;
    const remarks = [...(count ? [`${counted(count, "remark")} kept`] : []), ...(halfHere.length ? ["half written"] : [])].join(", ");
    const label = halfHere.some((half) => half.slot === `${key} ${lead || "new"}`) ? "Go on writing" : say && !count ? say : kind === "board" ? "Say something about the whole board" : kind === "proposal" ? "Ask or comment" : "Say something";
    const ways = place.querySelector(".ways") || place.appendChild(made("div", { className: "ways" }));
    ways.hidden = Boolean(place.querySelector("form"));
    ways.replaceChildren(
      ...closedNote(place.dataset),
      ...decisionParts(place, key),
      ...rates,
      ...topicParts(place, key),
      button(label, () => openForm(place, begun(newHalf({ kind, id, lead }, firstWay({ kind })))), kind === "board" ? "" : title, "begin say-it"),
      made("span", { className: "remarks-here", textContent: remarks }),
      ...own.filter((half) => half.discarded && belongs(half, place)).map((half) => made("span", { className: "remarks-here" }, "Discarded ",
        button("Undo", () => { restore(half); focusIn(place); }, `discarded ${KINDS[half.kind].name} on ${title}`, "undo"))),
    );
  }
};


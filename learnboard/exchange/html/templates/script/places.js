// What stands beside a target: its decision or the buttons for one, a button for a remark, and the remarks kept.

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
    if (!WORDLESS.includes(kind)) return openForm(place, Object.assign(begun(half), { kind }));
    const other = begun(half);
    put(half);
    if (other !== half) discard(other);
    change();
    show(key);
    return focusIn(place);
  };
  return place.dataset.first.split(" ").filter(Boolean).map((kind) => button(KINDS[kind].name, () => decide(kind), title, `begin main ${KINDS[kind].tone}`));
};

const show = (key) => {
  const own = drafts().filter((half) => keyOf(half.target) === key);
  const halfHere = own.filter((half) => !half.discarded);
  const count = about(key).filter((item) => !isDecision(item.kind)).length;
  const remarks = [...(count ? [`${counted(count, "remark")} kept`] : []), ...(halfHere.length ? ["half written"] : [])].join(", ");
  for (const place of places.get(key)) {
    const { kind, id, title } = place.dataset;
    const label = halfHere.some((half) => half.slot.endsWith(" new")) ? "Go on writing" : kind === "board" ? "Say something about the whole board" : "Say something";
    const ways = place.querySelector(".ways") || place.appendChild(made("div", { className: "ways" }));
    ways.hidden = Boolean(place.querySelector("form"));
    ways.replaceChildren(
      ...decisionParts(place, key),
      button(label, () => openForm(place, begun(newHalf({ kind, id }, "comment"))), kind === "board" ? "" : title, "begin say-it"),
      made("span", { className: "remarks-here", textContent: remarks }),
      ...own.filter((half) => half.discarded).map((half) => made("span", { className: "remarks-here" }, "Discarded ",
        button("Undo", () => { restore(half); focusIn(place); }, `discarded ${KINDS[half.kind].name} on ${title}`, "undo"))),
    );
  }
};


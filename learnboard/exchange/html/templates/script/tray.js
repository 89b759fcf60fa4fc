// The tray: how many remarks there are, and a panel with all of them, the name, and the file.

const tray = copied("tray");
const within = (selector) => tray.querySelector(selector);
const author = within(".author").elements.name;
const printed = made("section", { className: "printed" });

const remarkParts = (remark, label) => {
  const parts = [
    made("p", { className: "about", textContent: [label, VERDICTS[remark.verdict], titleOf(remark)].filter(Boolean).join(" · ") }),
    ...(remark.kind === "assessment" ? [made("p", { className: "text", textContent: levelsText(remark.levels) })] : []),
    made("p", { className: "text", textContent: remark.text }),
  ];
  const action = remark.action?.text ?? remark.action;
  const due = remark.action?.due_on ?? remark.due;
  if (action && action !== remark.text) parts.push(made("p", { className: "soft", textContent: `Action: ${action}` }));
  if (action && due) parts.push(made("p", { className: "soft", textContent: `By ${shortDay(due)}` }));
  return parts;
};
const goOn = (half) => {
  showPanel(false);
  openForm(placeOf(half), half);
};
const row = (id, isRemoved, parts, actions) => {
  const element = made("li", { className: isRemoved ? "removed" : "" }, ...parts, made("p", { className: "buttons" }, ...actions));
  element.dataset.item = id;
  return element;
};
const focusRow = (id) => (within(`[data-item="${id}"] button:last-of-type`) || within(".toggle")).focus();
const itemRow = (item) => {
  const what = `${KINDS[item.kind].name} on ${titleOf(item)}`;
  const set = (isRemoved) => () => { setRemoved(item, isRemoved); focusRow(item.id); };
  const actions = item.removed
    ? [made("span", { className: "soft", textContent: "Removed" }), button("Undo", set(false), what)]
    : [button("Edit", () => goOn(begun(halfOf(item))), what), button("Remove", set(true), what)];
  return row(item.id, item.removed, remarkParts(item, signed(item.kind)), actions);
};
const halfRow = (half) => {
  const what = `${KINDS[half.kind].name} on ${titleOf(half)}`;
  const set = (act) => () => {
    act(half);
    closeForms(keyOf(half.target));
    change();
    focusRow(half.slot);
  };
  const actions = half.discarded
    ? [made("span", { className: "soft", textContent: "Discarded" }), button("Undo", set(restore), what)]
    : [button("Go on", () => goOn(half), what), button("Discard", set(discard), what)];
  return row(half.slot, half.discarded, remarkParts(half, `Half written · ${signed(half.kind)}`), actions);
};

const showItems = () => {
  within(".items").replaceChildren(...drafts().map(halfRow), ...state.items.map(itemRow));
  const remarks = live().map((item) => made("li", {}, ...remarkParts(item, signed(item.kind))));
  printed.replaceChildren(...(remarks.length ? [made("h2", { textContent: "Remarks written here" }), made("ul", { className: "plain" }, ...remarks)] : []));
};
const showTray = () => {
  const [count, open, left, half] = [live().length, unsaved(), removed(), halves().length];
  const parts = [count ? counted(count, "remark") : "nothing kept"];
  if (open) parts.push(`${open} not saved`);
  if (left) parts.push(`${left} removed since it was saved`);
  if (count && !open && !left) parts.push("all saved");
  if (half) parts.push(`${half} half written`);
  if (!kept) parts.push("this browser keeps no drafts, so save before you leave");
  within(".status").textContent = parts.map((part) => part.replace(/^(\d+) /, "$1\u00a0")).join(" · ");
  const decides = live().some((item) => isDecision(item.kind));
  within(".other").textContent = decides && page.name && !isReader()
    ? `Under another name, what you decide does not count as ${page.name}’s.` : "";
  tray.hidden = !(state.items.length || drafts().length);
  fit();
};
const showPanel = (open) => {
  if (open) showItems();
  within(".panel").hidden = !open;
  within(".toggle").setAttribute("aria-expanded", String(open));
  within(".toggle").textContent = open ? "Close" : "Review and save";
  fit();
};
// What comes into view is not to come behind the menu or the tray.
const fit = () => {
  document.documentElement.style.scrollPaddingTop = `${document.querySelector("nav").offsetHeight + 15}px`;
  document.documentElement.style.scrollPaddingBottom = `${tray.offsetHeight + 12}px`;
};
// Something was kept, changed or removed: what was saved is no longer all there is.
const change = () => {
  within(".saved").hidden = within(".fallback").hidden = true;
  within(".foot .problem").textContent = "";
  store();
  showItems();
  showTray();
};

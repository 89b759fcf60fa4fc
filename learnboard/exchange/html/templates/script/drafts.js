// The items of feedback and the drafts of this browser. An item's `written` is the revision that was saved to a file,
// 0 for none; a removed item stays until the next file leaves it out. A half is what is typed and not kept yet: one for
// each item, and for each target one new remark, one topic and one decision, so that none replaces another. What has no
// id of its own, such as a line of an agenda, is quoted as the `lead` of what is said about it.

const DRAFTS = `learnboard-feedback-${page.snapshot}`;
const ID = /^[\w-]{1,64}$/;
const keyOf = (target) => `${target.kind}:${target.id}`;
const places = new Map();
for (const place of document.querySelectorAll(".say")) {
  const key = keyOf(place.dataset);
  places.set(key, [...(places.get(key) || []), place]);
}
const axesOf = (target) => JSON.parse((places.get(keyOf(target)) || []).map((each) => each.dataset.axes).find(Boolean) || "[]");
const isLevels = (levels) =>
  levels === undefined || levels === null ||
  (typeof levels === "object" && !Array.isArray(levels) && Object.values(levels).every((level) => LEVELS.includes(level)));
// Several places can be about one target, as the lines of an agenda are about their meeting: what is said belongs to the
// one that it was begun at, or whose lead it begins with, and the rest to the place without one.
const leadOf = ({ target, lead, text }) =>
  lead || places.get(keyOf(target)).map((place) => place.dataset.lead).find((each) => each && text.startsWith(each)) || "";
const belongs = (words, { dataset }) => leadOf(words) === (dataset.lead || "");
const placeOf = (words) => {
  const all = places.get(keyOf(words.target));
  return all.find((place) => belongs(words, place)) || all[0];
};
const titleOf = (words) => placeOf(words).dataset.title;

const state = { feedback: newId(), name: page.name, items: [], halves: {} };
let kept = true;

const isTarget = (target) => Boolean(target) && places.has(keyOf(target));
const isAction = (action) => action === null || (isText(action.text) && (action.due_on === null || isText(action.due_on)));
const isItem = (item) =>
  item && isText(item.id) && ID.test(item.id) && isTarget(item.target) && item.kind in KINDS && isText(item.text) &&
  (item.verdict ?? "keep") in VERDICTS && item.action !== undefined && isAction(item.action) && isLevels(item.levels) &&
  Number.isInteger(item.revision) && item.revision > 0 && Number.isInteger(item.written);
const isDraft = (half) =>
  half && isTarget(half.target) && half.kind in KINDS && isLevels(half.levels) &&
  [half.slot, half.text, half.action, half.due, half.cure ?? "", half.verdict ?? ""].every(isText);
const load = () => {
  try {
    const found = JSON.parse(localStorage.getItem(DRAFTS) || "null");
    if (!found) return;
    if (isText(found.feedback) && ID.test(found.feedback)) state.feedback = found.feedback;
    if (isText(found.name)) state.name = found.name;
    state.items = (found.items || []).filter((item) => isItem(item) && (item.written || !item.removed));
    const drafts = Object.entries(found.halves || {});
    state.halves = Object.fromEntries(drafts.filter(([, half]) => isDraft(half) && !half.discarded));
  } catch {
    kept = false;
  }
};
const store = () => {
  try {
    localStorage.setItem(DRAFTS, JSON.stringify(state));
    kept = true;
  } catch {
    kept = false;
  }
};

// Counting

const itemOf = (half) => state.items.find((item) => item.id === half.item);
const live = () => state.items.filter((item) => !item.removed);
const about = (key) => live().filter((item) => keyOf(item.target) === key);
const unsaved = () => live().filter((item) => item.written < item.revision).length;
const removed = () => state.items.filter((item) => item.removed && item.written).length;
const ratingOn = (key) => state.items.find((item) => item.kind === "assessment" && keyOf(item.target) === key);
const decisionOn = (key) => state.items.find((item) => isDecision(item.kind) && keyOf(item.target) === key);

// Halves

const halfOf = (item) => {
  const [text, cure] = item.kind === "objection" ? objected(item.text) : [item.text, ""];
  return {
    slot: item.id, item: item.id, target: item.target, kind: item.kind, text, cure,
    action: item.action?.text || "", due: item.action?.due_on || "", levels: { ...item.levels }, verdict: item.verdict || "",
  };
};
const newHalf = (target, kind) => ({
  slot: `${keyOf(target)} ${isDecision(kind) ? "decision" : ["topic", "assessment"].includes(kind) ? kind : target.lead || "new"}`, item: null,
  target: { kind: target.kind, id: target.id }, kind, text: "", cure: "", action: "", due: "", levels: {}, verdict: "", lead: kind === "topic" ? "" : target.lead || "",
});
const begun = (half) => (state.halves[half.slot]?.discarded ? half : state.halves[half.slot] || half);
const levelled = ({ kind, levels }) => (kind === "assessment" ? Object.entries(levels ?? {}).sort() : []);
const gist = ({ kind, text, cure, action, due, levels, verdict }) =>
  JSON.stringify([kind, text.trim(), verdict || "", ...levelled({ kind, levels }), ...(kind === "suggestion" ? [action.trim(), due] : kind === "objection" ? [(cure ?? "").trim()] : [])]);
// Another decision begins without the words of the one before: a reason to decline is none to approve.
const turned = (half, kind) => {
  if (half.kind === kind) return half;
  const words = { ...half.words, [half.kind]: half.text };
  return Object.assign(half, { kind, words, text: isText(words[kind]) ? words[kind] : "" });
};
const isWritten = (half) => {
  const item = itemOf(half);
  if (half.item) return Boolean(item && !item.removed && gist(half) !== gist(halfOf(item)));
  return Boolean(half.text.trim() || half.cure?.trim() || half.action.trim() || levelled(half).length || half.verdict || isDecision(half.kind));
};
const drafts = () => Object.values(state.halves).filter(isWritten);
const halves = () => drafts().filter((half) => !half.discarded);
const discard = (half) => {
  const lost = half.item ? isWritten(half) : half.text.trim() || half.cure?.trim() || half.action.trim() || levelled(half).length || half.verdict;
  if (lost) state.halves[half.slot] = Object.assign(half, { discarded: true });
  else delete state.halves[half.slot];
};

// What a half says, as one text.
const said = (half) => (half.kind === "objection" ? objection(cleanText(half.text), cleanText(half.cure ?? "")) : cleanText(half.text));
// What is wrong with a half: the field and a sentence; null if nothing is.
const trouble = (half) => {
  const text = said(half);
  const action = half.kind === "suggestion" ? cleanLine(half.action) : "";
  const due = half.kind === "suggestion" ? half.due : "";
  const long = [["text", text], ["action", action]].find(([, typed]) => sizeOf(typed) > LIMITS.text);
  if (long) return [long[0], `These are ${sizeOf(long[1])} characters: shorten them to ${LIMITS.text}.`];
  if (due && !/^(19[7-9]\d|2[01]\d\d|2200)-\d\d-\d\d$/.test(due)) return ["due", "The day is to be between 1970 and 2200."];
  if (due && !action) return ["action", "Say what is to be done by that day."];
  if (half.kind === "assessment") return levelled(half).length ? null : ["levels", "Choose a level on one axis at least."];
  if (!text && !action && !half.verdict && !WORDLESS.includes(half.kind)) return ["text", KINDS[half.kind].why || "Write a few words first."];
  if (due && due < page.asOf && half.meant !== due) {
    half.meant = due;
    return ["due", `${shortDay(due)} is before the day of this board, ${shortDay(page.asOf)}. Keep it once more if that is meant.`];
  }
  return null;
};

// Keeps a half as an item. A target has one decision: a new one replaces the one before.
const put = (half) => {
  const suggested = half.kind === "suggestion" ? cleanLine(half.action) : "";
  const content = {
    target: { kind: half.target.kind, id: half.target.id },
    kind: half.kind,
    text: [half.lead || "", said(half) || suggested].filter(Boolean).join(" "),
    action: suggested ? { text: suggested, due_on: half.due || null } : null,
    levels: half.kind === "assessment" ? { ...half.levels } : null,
    verdict: half.verdict || null,
  };
  const item = itemOf(half) || (half.kind === "assessment" && ratingOn(keyOf(half.target))) || (isDecision(half.kind) && decisionOn(keyOf(half.target)));
  delete state.halves[half.slot];
  if (!item) return state.items.push({ id: newId(), revision: 1, written: 0, removed: false, ...content });
  const next = gist(halfOf(item)) === gist(halfOf({ ...item, ...content })) ? item.revision : item.written + 1;
  return Object.assign(item, content, { revision: next, removed: false });
};


// The form beside a target.

const promptFor = (place, kind) => {
  if (kind === "comment") return place.dataset.prompt;
  if (kind === "call_out" && page.askFirst) return `You agreed to ask before a call-out. ${PROMPTS[kind]}`;
  return PROMPTS[kind];
};
const closeForms = (key) => {
  for (const place of places.get(key)) place.querySelector("form")?.remove();
  show(key);
};
const kindChoice = (kind, half) => {
  const label = made("span", { textContent: signed(kind) });
  return made("label", {}, made("input", { type: "radio", name: "kind", value: kind, checked: kind === half.kind }), label);
};
// An axis with its levels to choose from, and none.
const levelChoice = (axis, number, half) => {
  const choices = LEVELS.map((level) =>
    made("label", {}, made("input", { type: "radio", name: `level-${number}`, value: level, checked: half.levels?.[axis] === level }), made("span", { textContent: level })));
  const row = made("div", { className: "kinds", role: "radiogroup", ariaLabel: axis }, ...choices);
  return made("div", { className: "axis" }, made("span", { textContent: axis }), row);
};
const chosenLevels = (form, axes) => {
  const pairs = axes.map((axis, number) => [axis, Number(form.elements[`level-${number}`].value)]);
  return Object.fromEntries(pairs.filter(([, level]) => level));
};

// What becomes of an objective is asked of whoever is invited to a review, beside the text.
const verdictChoices = (form, key, half) => {
  const asked = places.get(key).map((each) => each.dataset.verdict).find(Boolean);
  const choices = form.querySelector(".verdicts");
  choices.hidden = !(asked && half.kind !== "topic" && !isDecision(half.kind));
  if (choices.hidden) return;
  choices.querySelector("legend").textContent = asked;
  choices.append(...Object.entries(VERDICTS).map(([verdict, name]) =>
    made("label", {}, made("input", { type: "radio", name: "verdict", value: verdict, checked: verdict === half.verdict }), made("span", { textContent: name }))));
};

const openForm = (place, half) => {
  const key = keyOf(half.target);
  closeForms(key);
  const form = copied("say-form");
  const { text, cure, action, due } = form.elements;
  const problem = form.querySelector(".problem");
  const kinds = form.querySelector(".kinds");
  const decisions = places.get(key).map((each) => each.dataset.first).find(Boolean) || half.kind;
  const ways = isDecision(half.kind) ? decisions.split(" ") : half.kind === "topic" ? ["topic"] : waysToSay(half.target);
  kinds.append(...ways.map((kind) => kindChoice(kind, half)));
  const axes = ways.includes("assessment") ? axesOf(half.target) : [];
  const levels = form.querySelector(".levels");
  levels.append(...axes.map((axis, number) => levelChoice(axis, number, half)));
  verdictChoices(form, key, half);
  text.value = half.text;
  cure.value = half.cure ?? "";
  action.value = half.action;
  due.value = half.due;
  // The whole form with its buttons is to be seen; where there is no room for it, what is written in.
  const reveal = (field) => {
    field.focus({ preventScroll: true });
    for (const part of [form, field]) part.scrollIntoView({ block: "nearest", behavior: "instant" });
  };
  const hint = form.querySelector(".hint");
  const follow = () => {
    hint.hidden = !KINDS[half.kind].hint;
    hint.textContent = hint.hidden ? "" : `${KINDS[half.kind].name}: ${KINDS[half.kind].hint}`;
    form.querySelector(".action").hidden = half.kind !== "suggestion";
    levels.hidden = half.kind !== "assessment";
    form.querySelector(".cure").hidden = half.kind !== "objection";
    text.placeholder = promptFor(place, half.kind);
  };
  const write = () => {
    state.halves[half.slot] = half;
    store();
    showTray();
  };
  form.addEventListener("input", (event) => {
    const kind = form.elements.kind.value;
    if (isDecision(half.kind)) text.value = event.target.name === "kind" ? turned(half, kind).text : text.value;
    Object.assign(half, {
      kind, verdict: form.elements.verdict?.value || "", text: text.value, cure: cure.value, action: action.value,
      due: due.value, levels: chosenLevels(form, axes),
    });
    problem.textContent = "";
    follow();
    write();
    if (event.target.name === "kind") reveal(document.activeElement);
  });
  // By keyboard one goes on choosing; by mouse or touch one has chosen.
  kinds.addEventListener("click", (event) => {
    if (event.target.matches("input") && event.detail) text.focus({ preventScroll: true });
  });
  const close = () => {
    if (!isWritten(half)) delete state.halves[half.slot];
    change();
    closeForms(key);
    place.querySelector("button").focus();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [field, sentence] = (due.validity.badInput && ["due", "Write the whole day, or none."]) || trouble(half) || [];
    problem.textContent = sentence || "";
    if (field) return reveal(form.elements[field]);
    put(half);
    return close();
  });
  form.querySelector(".cancel").addEventListener("click", () => {
    discard(half);
    close();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    if (event.key === "Escape") close();
  });
  delete half.discarded;
  if (isWritten(half)) write();
  follow();
  place.append(form);
  show(key);
  reveal(text);
};


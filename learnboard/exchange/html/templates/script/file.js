// The file (the format's feedback document): keys sorted, indent 1, items by id.

const isReader = () => page.name !== "" && state.name.toLowerCase() === page.name.toLowerCase();
const sorted = (value) => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
};
const composed = () => {
  // A board of before knows neither topics, assessments nor all answers to a proposal; without these it can read the file.
  const later = ["topic", "reaction", "amendment", "concern", "assessment"];
  const minor = live().some((item) => item.verdict || later.includes(item.kind)) ? 1 : 0;
  const items = live().map(({ id, revision, target, kind, text, action, levels = null, verdict = null }) =>
    ({ id, revision, target, kind, text, action, ...(minor ? { levels, verdict } : {}) }));
  items.sort((one, other) => (one.id < other.id ? -1 : 1));
  const document = {
    format: "learnboard.feedback", version: 1, minor,
    feedback_id: state.feedback, board_id: page.board, snapshot_id: page.snapshot, snapshot_hash: page.hash,
    author: { name: state.name, person_id: isReader() && page.person ? page.person : null },
    written_at: `${new Date().toISOString().slice(0, 19)}Z`,
    items,
  };
  return `${JSON.stringify(sorted(document), null, 1)}\n`;
};
const fileName = () => `${[slug(state.name), slug(page.owner), page.asOf].filter(Boolean).join("-")}.feedback.json`;


const LIMITS = { name: 250, text: 100000, file: 2 * 1024 * 1024 };
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const page = document.body.dataset;
const PROMPTS = JSON.parse(page.prompts);
// Kinds of feedback in their order: `hint` explains a name, `decided` is said once a decision is made, `sign` and `tone`
// tell agreeing from refusing, and `why` asks for the reason that a decision needs.
const KINDS = Object.fromEntries(JSON.parse(page.kinds).map((each) => [each.kind, each]));
const REMARKS = Object.keys(KINDS).filter((kind) => KINDS[kind].remark);
const RESPONSES = Object.keys(KINDS).filter((kind) => KINDS[kind].response);
// What can be said of a target; on the axes of an assessment it can be rated, too.
const waysToSay = (target) =>
  target.kind === "proposal" ? RESPONSES : axesOf(target).length ? ["assessment", ...REMARKS] : REMARKS;
const firstWay = ({ kind }) => (kind === "proposal" ? RESPONSES : REMARKS)[0];
const LEVELS = [1, 2, 3, 4, 5];
const levelsText = (levels) => Object.entries(levels ?? {}).map(([axis, level]) => `${axis} ${level}`).join(", ");
// An objection is one text of two parts: the harm, and below it what would take it away.
const objection = (harm, cure) => (harm && cure ? `${harm}\n\n${page.cure} ${cure}` : harm);
const objected = (text) => {
  const between = `\n\n${page.cure} `;
  const at = text.lastIndexOf(between);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + between.length)];
};
// What becomes of an objective at a review, by what the file says.
const VERDICTS = JSON.parse(page.verdicts);
const WORDLESS = ["approve", "consent"];
const signed = (kind) => [KINDS[kind].sign, KINDS[kind].name].filter(Boolean).join(" ");

const isText = (value) => typeof value === "string";
const isDecision = (kind) => Boolean(KINDS[kind].decided);
const clean = (text) =>
  text
    .replace(/(?:\x1b\[|\x9b(?=[0-?]))[0-?]*[ -/]*[@-~]/g, "")
    .replace(/\r\n?/g, "\n")
    .replace(/(\u{1f3f4}[\u{e0000}-\u{e007f}]+)|[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\u{e0000}-\u{e007f}]/gu, "$1")
    .normalize("NFD")
    .replace(/[\p{Mn}\p{Me}\u200c\u200d]{5,}/gu, (run) => {
      let marks = 0;
      return Array.from(run).filter((sign) => /[\u200c\u200d]/.test(sign) || (marks += 1) <= 4).join("");
    })
    .normalize("NFC");
const cleanText = (text) => clean(text).trim();
const cleanLine = (text) => clean(text).replace(/[\t\n]+/g, " ").trim();
const cut = (text, most) => Array.from(text).slice(0, most).join("");
const sizeOf = (text) => Array.from(text).length;
const counted = (count, one) => `${count} ${count === 1 ? one : `${one}s`}`;
const slug = (text) => cut(text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-"), 40).replace(/^-+|-+$/g, "");
const shortDay = (iso) => {
  const [year, month, day] = iso.split("-");
  return `${Number(day)} ${MONTHS[month - 1]}${page.asOf.startsWith(year) ? "" : ` ${year}`}`;
};

// A version 7 UUID: 48 bits of milliseconds, then random bits.
const newId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Date.now();
  for (let at = 5; at >= 0; at -= 1) {
    bytes[at] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

// Making elements: texts are only ever set as texts.

const made = (name, settings = {}, ...children) => {
  const element = Object.assign(document.createElement(name), settings);
  element.append(...children);
  return element;
};
// The second press of a double click is none: what it would meet was not there when it began.
const button = (label, act, about = "", className = "") => {
  const element = made("button", { type: "button", className, textContent: label });
  if (about) element.setAttribute("aria-label", `${label}: ${about}`);
  element.addEventListener("click", (event) => {
    if (event.detail < 2) act();
  });
  return element;
};
const copied = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);


"use strict";
(() => {
  const KINDS = {
    approve: ["Approve", "What you approve, if there is something to add"],
    decline: ["Decline", "Why not, and what could be instead?"],
    consent: ["Consent", "If there is something to add"],
    objection: ["Objection", "What harm would it do, and what would resolve it?"],
    comment: ["Comment", null],
    question: ["Question", null],
    suggestion: ["Suggestion", null],
    kudos: ["Kudos", "What went well, and what did it show?"],
    offer: ["Offer", "What could you do for it: time, a contact, a review?"],
    call_out: ["Call-out", "What has to be said openly?"],
  };
  const ALWAYS = ["comment", "question", "suggestion", "kudos", "offer", "call_out"];
  const WORDLESS = ["approve", "consent"];
  const LIMITS = { name: 250, text: 20000, action: 1000, file: 2 * 1024 * 1024 };
  const page = document.body.dataset;
  const DRAFTS = `learnboard-feedback-${page.snapshot}`;

  // Text

  const clean = (text) =>
    text
      .replace(/\r\n?/g, "\n")
      .replace(/(\u{1f3f4}[\u{e0000}-\u{e007f}]+)|[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\u{e0000}-\u{e007f}]/gu, "$1")
      .replace(/[\p{Mn}\p{Me}\u200c\u200d]{5,}/gu, (run) => {
        let marks = 0;
        return Array.from(run).filter((sign) => /[\u200c\u200d]/.test(sign) || (marks += 1) <= 4).join("");
      });
  const cut = (text, most) => Array.from(text).slice(0, most).join("");
  const cleanText = (text, most) => cut(clean(text).trim(), most);
  const cleanLine = (text, most) => cut(clean(text).replace(/[\t\n]+/g, " ").trim(), most);
  const counted = (count, one) => `${count} ${count === 1 ? one : `${one}s`}`;
  const slug = (text) => cut(text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-"), 40).replace(/^-+|-+$/g, "");

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

  // What was written: items, and what is half typed. `written` is the revision that was saved to a file, 0 for none.

  const places = new Map();
  for (const place of document.querySelectorAll(".say")) {
    const key = `${place.dataset.kind}:${place.dataset.id}`;
    places.set(key, [...(places.get(key) || []), place]);
  }
  const keyOf = (target) => `${target.kind}:${target.id}`;
  const isText = (value) => typeof value === "string";
  const isItem = (item) =>
    item && isText(item.id) && /^[\w-]{1,64}$/.test(item.id) && item.target && places.has(keyOf(item.target)) &&
    item.kind in KINDS && isText(item.text) && Number.isInteger(item.revision) && item.revision > 0 &&
    Number.isInteger(item.written) &&
    (item.action === null || (item.action && isText(item.action.text) && (item.action.due_on === null || isText(item.action.due_on))));

  const state = { feedback: newId(), name: page.name, items: [], half: {} };
  let kept = true;

  const load = () => {
    try {
      const found = JSON.parse(localStorage.getItem(DRAFTS) || "null");
      if (!found) return;
      if (isText(found.feedback) && /^[\w-]{1,64}$/.test(found.feedback)) state.feedback = found.feedback;
      if (isText(found.name)) state.name = cleanLine(found.name, LIMITS.name);
      state.items = Array.isArray(found.items) ? found.items.filter(isItem) : [];
      state.half = {};
      for (const [key, half] of Object.entries(found.half || {})) {
        if (places.has(key) && half && isText(half.text) && half.kind in KINDS) state.half[key] = half;
      }
    } catch {
      kept = false;
    }
  };
  const keep = () => {
    try {
      localStorage.setItem(DRAFTS, JSON.stringify(state));
      kept = true;
    } catch {
      kept = false;
    }
  };
  const unsaved = () => state.items.filter((item) => item.written < item.revision).length;
  const isHalf = (half) => Boolean(half && (half.text.trim() || (half.action || "").trim()));
  const halves = () => Object.values(state.half).filter(isHalf).length;

  // The file (the format's feedback document): keys sorted, indent 1, items by id

  const sorted = (value) => {
    if (Array.isArray(value)) return value.map(sorted);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
  };
  const composed = () => {
    const own = state.name.toLowerCase() === page.name.toLowerCase() && page.person !== "";
    const items = state.items.map(({ id, revision, target, kind, text, action }) => ({
      id, revision, target: { kind: target.kind, id: target.id }, kind, text,
      action: action && { text: action.text, due_on: action.due_on },
    }));
    items.sort((one, other) => (one.id < other.id ? -1 : 1));
    const document = {
      format: "learnboard.feedback", version: 1, minor: 0,
      feedback_id: state.feedback, board_id: page.board, snapshot_id: page.snapshot, snapshot_hash: page.hash,
      author: { name: state.name, person_id: own ? page.person : null },
      written_at: `${new Date().toISOString().slice(0, 19)}Z`,
      items,
    };
    return `${JSON.stringify(sorted(document), null, 1)}\n`;
  };
  const fileName = () => `${[slug(state.name), slug(page.owner), page.asOf].filter(Boolean).join("-")}.feedback.json`;

  // Making elements: texts are only ever set as texts

  const made = (name, settings = {}, ...children) => {
    const element = Object.assign(document.createElement(name), settings);
    element.append(...children);
    return element;
  };
  const copied = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

  // The form beside a target

  const titleOf = (target) => places.get(keyOf(target))[0].dataset.title;
  const promptFor = (place, kind) => {
    if (kind === "call_out" && page.askFirst) return "You agreed to ask before a call-out. What has to be said openly?";
    return KINDS[kind][1] || place.dataset.prompt;
  };
  const closeForms = (key) => {
    for (const place of places.get(key)) {
      const form = place.querySelector("form");
      if (form) form.remove();
    }
    refresh(key);
  };

  const openForm = (place, half) => {
    const key = `${place.dataset.kind}:${place.dataset.id}`;
    for (const other of places.get(key)) other.querySelector("form")?.remove();
    const form = copied("say-form");
    const { text, action, due } = form.elements;
    const kinds = form.querySelector(".kinds");
    const offered = [...place.dataset.first.split(" ").filter(Boolean), ...ALWAYS];
    for (const kind of offered) {
      const radio = made("input", { type: "radio", name: "kind", value: kind, checked: kind === half.kind });
      kinds.append(made("label", {}, radio, made("span", { textContent: KINDS[kind][0] })));
    }
    text.value = half.text;
    action.value = half.action || "";
    due.value = half.due || "";
    const changed = () => {
      half.kind = form.elements.kind.value;
      half.text = text.value;
      half.action = action.value;
      half.due = due.value;
      form.querySelector(".action").hidden = half.kind !== "suggestion";
      text.placeholder = promptFor(place, half.kind);
    };
    changed();
    form.addEventListener("input", () => {
      changed();
      state.half[key] = half;
      keep();
      showTray();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const problem = take(place, half);
      form.querySelector(".problem").textContent = problem;
      if (problem) return text.focus();
      delete state.half[key];
      change();
      closeForms(key);
      place.querySelector("button").focus();
    });
    const close = () => {
      if (!isHalf(half)) delete state.half[key];
      keep();
      closeForms(key);
      showTray();
      place.querySelector("button").focus();
    };
    form.querySelector(".cancel").addEventListener("click", () => {
      half.text = half.action = half.due = "";
      close();
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
      if (event.key === "Escape") close();
    });
    place.append(form);
    refresh(key);
    return form;
  };

  // Takes what a form says as an item; answers what is wrong with it.
  const take = (place, half) => {
    const text = cleanText(half.text, LIMITS.text);
    const suggested = half.kind === "suggestion" ? cleanLine(half.action || "", LIMITS.action) : "";
    const due = half.kind === "suggestion" && /^\d{4}-\d\d-\d\d$/.test(half.due || "") ? half.due : null;
    if (!text && !WORDLESS.includes(half.kind)) return "Write a few words first.";
    if (due && (due < "1970" || due > "2201")) return "The day is to be between 1970 and 2200.";
    if (due && !suggested) return "Say what is to be done by that day.";
    const said = {
      target: { kind: place.dataset.kind, id: place.dataset.id },
      kind: half.kind, text,
      action: suggested ? { text: suggested, due_on: due } : null,
    };
    const item = state.items.find((each) => each.id === half.item);
    if (!item) {
      state.items.push({ id: newId(), revision: 1, written: 0, ...said });
    } else if (JSON.stringify(sorted(said)) !== JSON.stringify(sorted({ target: item.target, kind: item.kind, text: item.text, action: item.action }))) {
      Object.assign(item, said, { revision: item.written === item.revision ? item.revision + 1 : item.revision });
    }
    return "";
  };

  // The buttons beside a target, and how much was said there

  const refresh = (key) => {
    const count = state.items.filter((item) => keyOf(item.target) === key).length;
    for (const place of places.get(key)) {
      const open = Boolean(place.querySelector("form"));
      for (const button of place.querySelectorAll(":scope > .begin")) {
        button.hidden = open;
        button.setAttribute("aria-expanded", String(open));
      }
      const said = [...(count ? [`${counted(count, "remark")} kept`] : []), ...(isHalf(state.half[key]) ? ["half written"] : [])];
      place.querySelector(".said-here").textContent = open ? "" : said.join(", ");
    }
  };
  const begin = (place, kind) => {
    const about = place.dataset.kind === "board" ? " about the whole board" : "";
    const label = kind === "comment" ? `Say something${about}` : KINDS[kind][0];
    const button = made("button", { type: "button", className: kind === "comment" ? "begin" : "begin main", textContent: label });
    button.setAttribute("aria-label", about ? label : `${label}: ${place.dataset.title}`);
    button.addEventListener("click", () => {
      const key = `${place.dataset.kind}:${place.dataset.id}`;
      const half = state.half[key] || { kind, text: "", action: "", due: "", item: null };
      if (kind !== "comment") half.kind = kind;
      openForm(place, half).elements.text.focus();
    });
    return button;
  };

  // The tray

  const tray = copied("tray");
  const within = (selector) => tray.querySelector(selector);

  const itemRow = (item) => {
    const edit = made("button", { type: "button", textContent: "Edit" });
    const remove = made("button", { type: "button", textContent: "Remove" });
    edit.setAttribute("aria-label", `Edit the ${KINDS[item.kind][0]} on ${titleOf(item.target)}`);
    remove.setAttribute("aria-label", `Remove the ${KINDS[item.kind][0]} on ${titleOf(item.target)}`);
    edit.addEventListener("click", () => {
      const half = { kind: item.kind, text: item.text, action: item.action?.text || "", due: item.action?.due_on || "", item: item.id };
      const form = openForm(places.get(keyOf(item.target)).at(-1), half);
      showPanel(false);
      form.scrollIntoView({ block: "center" });
      form.elements.text.focus();
    });
    remove.addEventListener("click", () => {
      state.items = state.items.filter((each) => each.id !== item.id);
      change();
      refresh(keyOf(item.target));
      (tray.hidden ? document.body : within(".toggle")).focus();
    });
    const due = item.action?.due_on ? `, by ${item.action.due_on}` : "";
    const row = made("li", {},
      made("p", { className: "about", textContent: `${KINDS[item.kind][0]} · ${titleOf(item.target)}` }),
      made("p", { className: "words", textContent: item.text || KINDS[item.kind][0] }));
    if (item.action) row.append(made("p", { className: "soft", textContent: `Action: ${item.action.text}${due}` }));
    row.append(made("p", { className: "buttons" }, edit, remove));
    return row;
  };
  const showTray = () => {
    const open = unsaved();
    const half = halves();
    const parts = state.items.length ? [counted(state.items.length, "remark")] : [];
    if (state.items.length) parts.push(open ? `${open} not saved to a file` : "all saved to a file");
    if (half) parts.push(`${half} half written`);
    if (!kept) parts.push("this browser keeps no drafts, so save before you leave");
    within(".status").textContent = parts.join(" · ");
    tray.hidden = !(state.items.length || half);
  };
  const showPanel = (open) => {
    within(".panel").hidden = !open;
    within(".toggle").setAttribute("aria-expanded", String(open));
    within(".toggle").textContent = open ? "Close" : "Review and save";
  };
  const showItems = () => within(".items").replaceChildren(...state.items.map(itemRow));
  // Something was kept, changed or removed: what was saved is no longer all there is.
  const change = () => {
    within(".saved").hidden = true;
    keep();
    showItems();
    showTray();
  };

  const save = () => {
    state.name = cleanLine(within(".author").elements.name.value, LIMITS.name);
    if (!state.name) return "Write your name, so that it is known who speaks.";
    if (!state.items.length) return "There is nothing to save yet: keep a remark first.";
    const text = composed();
    const file = new Blob([text], { type: "application/json" });
    if (file.size > LIMITS.file) return "That is more than 2 MiB: shorten the longest remarks.";
    for (const item of state.items) item.written = item.revision;
    keep();
    const link = made("a", { href: URL.createObjectURL(file), download: fileName() });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    within(".saved").hidden = false;
    within(".saved .told").textContent = `Saved as ${fileName()}. Send it to ${page.owner}.`;
    within(".json").value = text;
    within(".copied").textContent = "";
    showTray();
    return "";
  };

  // Beginning

  load();
  document.documentElement.classList.add("js");
  for (const [key, own] of places) {
    for (const place of own) {
      const kinds = [...place.dataset.first.split(" ").filter(Boolean), "comment"];
      place.append(...kinds.map((kind) => begin(place, kind)), made("span", { className: "said-here" }));
    }
    if (state.half[key]) openForm(own.at(-1), state.half[key]);
    refresh(key);
  }
  document.querySelector("footer").after(tray);
  within(".author").elements.name.value = state.name;
  within(".author").elements.name.addEventListener("input", (event) => {
    state.name = cleanLine(event.target.value, LIMITS.name);
    within(".saved").hidden = true;
    keep();
  });
  within(".author").addEventListener("submit", (event) => {
    event.preventDefault();
    within(".panel > .problem").textContent = save();
  });
  within(".toggle").addEventListener("click", () => showPanel(within(".panel").hidden));
  within(".copy").addEventListener("click", async () => {
    const area = within(".json");
    area.select();
    try {
      await navigator.clipboard.writeText(area.value);
    } catch {
      document.execCommand("copy");
    }
    within(".copied").textContent = "Copied.";
  });
  showItems();
  showTray();

  // Another window with the same page keeps the same drafts.
  window.addEventListener("storage", (event) => {
    if (event.key !== DRAFTS) return;
    load();
    for (const key of places.keys()) refresh(key);
    showItems();
    showTray();
  });
  window.addEventListener("beforeunload", (event) => {
    if (!unsaved() && !halves()) return;
    event.preventDefault();
    event.returnValue = "";
  });

  // On paper everything is open.
  const opened = [];
  window.addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details:not([open])")) {
      part.open = true;
      opened.push(part);
    }
  });
  window.addEventListener("afterprint", () => {
    for (const part of opened.splice(0)) part.open = false;
  });
})();

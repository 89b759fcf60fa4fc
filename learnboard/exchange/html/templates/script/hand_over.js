// Handing the file over: it is downloaded, or given to another app where the browser can share files.

// What is handed over, or the sentence that says what prevents it and the element to look at.
const prepared = () => {
  const count = removed();
  state.name = cleanLine(author.value);
  if (!state.name) return { problem: "Write your name, so that the owner knows who wrote it.", where: author };
  if (sizeOf(state.name) > LIMITS.name) return { problem: `Shorten your name to ${LIMITS.name} characters.`, where: author };
  if (halves().length) return { problem: `${halves().length} half written: keep or discard first.`, where: within(".items button") };
  const text = composed();
  if (new Blob([text]).size > LIMITS.file) return { problem: "That is more than 2 MiB: shorten the longest remarks.", where: within(".items button") };
  const written = new Map(live().map((item) => [item, item.revision]));
  if (!written.size && !count) return { problem: "There is nothing to save yet: keep a remark first." };
  const left = count ? ` ${counted(count, "removed remark")} left out: ${page.owner} may have it from a file before.` : "";
  return { text, written, left };
};
// Notes what is in the file: what was removed is forgotten only now.
const settle = ({ text, written, left }, sentence) => {
  for (const [item, revision] of written) item.written = revision;
  state.items = state.items.filter((item) => !item.removed);
  change();
  if (!written.size) return;
  within(".saved").hidden = within(".fallback").hidden = false;
  within(".saved .prose").textContent = sentence + left;
  within(".json").value = text;
  within(".copied").textContent = "";
  fit();
};
const tellProblem = (sentence, where) => {
  within(".foot .problem").textContent = sentence;
  where?.focus();
  fit();
};
const handOver = (act) => {
  const file = prepared();
  if (file.problem) return tellProblem(file.problem, file.where);
  if (file.written.size) return act(file);
  settle(file, "");
  return tellProblem(`Nothing is left to save. ${page.owner} may have what you removed from a file before: tell them.`);
};

const download = (file, before = "") => {
  const blob = new Blob([file.text], { type: "application/json" });
  const link = made("a", { href: URL.createObjectURL(blob), download: fileName() });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  settle(file, `${before}Saved as ${fileName()}. Send it to ${page.owner}.`);
};
// Chromium shares a file only under a name and a type of its own list: a text is on it, JSON is not. What is in the file
// is the same, and learnboard reads it by that.
const asText = (text) => new File([text], fileName().replace(/json$/, "txt"), { type: "text/plain" });
const canShare = () => {
  try {
    return Boolean(navigator.canShare?.({ files: [asText("{}")] }));
  } catch {
    return false;
  }
};
let sharing = false;
const share = async (file) => {
  if (sharing) return;
  sharing = true;
  const shared = asText(file.text);
  try {
    await navigator.share({ files: [shared] });
    settle(file, `Shared as ${shared.name}.`);
  } catch (error) {
    if (error.name === "AbortError") tellProblem("Not shared: nothing was sent, and all of it is still here.");
    else download(file, "This browser did not share it. ");
  } finally {
    sharing = false;
  }
};

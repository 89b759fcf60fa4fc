// Start.

load();
document.documentElement.classList.add("js");
document.querySelector("footer").before(printed);
document.querySelector("footer").after(tray);
author.value = state.name;
author.addEventListener("input", () => {
  state.name = cleanLine(author.value);
  change();
});
within(".author").addEventListener("submit", (event) => {
  event.preventDefault();
  handOver(download);
});
within(".share").addEventListener("click", () => handOver(share));
if (canShare()) {
  within(".share").hidden = false;
  for (const name of [".share", ".save"]) within(name).classList.toggle("main");
}
within(".toggle").addEventListener("click", () => showPanel(within(".panel").hidden));
tray.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || within(".panel").hidden) return;
  showPanel(false);
  within(".toggle").focus();
});
within(".copy").addEventListener("click", async () => {
  const area = within(".json");
  try {
    await navigator.clipboard.writeText(area.value);
  } catch {
    within(".fallback").open = true;
    area.select();
    document.execCommand("copy");
  }
  within(".copied").textContent = "Copied.";
});
const showAll = () => {
  for (const key of places.keys()) show(key);
  showItems();
  showTray();
};
showAll();
markSection();
window.addEventListener("resize", fit);

// Another window with the same page keeps the same drafts.
window.addEventListener("storage", (event) => {
  if (event.key !== DRAFTS) return;
  load();
  showAll();
});
window.addEventListener("beforeunload", (event) => {
  if (!unsaved() && !removed() && !halves().length) return;
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

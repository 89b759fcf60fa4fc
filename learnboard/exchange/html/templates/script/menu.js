// The menu marks the section that is read, and shows its link where the menu is longer than the screen.

const menu = document.querySelector("nav");
const sections = Array.from(menu.children, (link) => [document.querySelector(link.hash), link]).filter(([section]) => section);
const markSection = () => {
  const { scrollHeight, clientHeight } = document.documentElement;
  const line = window.scrollY + clientHeight > scrollHeight - 2 ? clientHeight : clientHeight / 3;
  const read = sections.filter(([section]) => section.getBoundingClientRect().top < line);
  const link = (read.at(-1) || sections[0])?.[1];
  if (!link || link.ariaCurrent) return;
  for (const [, other] of sections) other.ariaCurrent = other === link ? "location" : null;
  menu.scrollTo({ left: link.offsetLeft - (menu.clientWidth - link.offsetWidth) / 2 });
};
let marking = 0;
window.addEventListener("scroll", () => {
  marking ||= requestAnimationFrame(() => { marking = 0; markSection(); });
}, { passive: true });

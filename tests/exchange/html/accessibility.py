"""What axe-core finds in a page, and what a finger can press in it; none of this is part of the product."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from tests.browser import Page

_AA = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
_COLOURS = ("color-contrast", "link-in-text-block")
_RUN = """axe.run(%s, { runOnly: { type: "%s", values: %s }, resultTypes: ["violations"] }).then((found) =>
  found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}`)))"""
_SMALL = """(() => {
  const pressed = document.querySelectorAll("a[href], button, summary, input, textarea, select");
  return Array.from(pressed).filter((each) => each.checkVisibility() && !each.matches(".skip")).flatMap((each) => {
    const box = each.getBoundingClientRect();
    const name = `${each.tagName} ${each.className} ${each.textContent.slice(0, 30)}`;
    return box.width < %d || box.height < %d ? [`${name}: ${box.width} × ${box.height}`] : [];
  });
})()"""


@cache
def _axe() -> str:
    return (files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, where: str = "html", *, colours: bool = False) -> list[str]:
    """What breaks WCAG 2.1 at AA in a part of a page, or only by its colours: the rule and where, one line each."""
    page.evaluate(f"void (() => {{ {_axe()}\n}})()")
    rules = ("rule", json.dumps(_COLOURS)) if colours else ("tag", json.dumps(_AA))
    return list(page.evaluate(_RUN % (json.dumps(where), *rules)))


def faint(page: Page) -> list[str]:
    """What has less contrast than 7:1, 4.5:1 where it is large. Ask for `violations` first, which brings axe-core."""
    rule = '{ runOnly: { type: "rule", values: ["color-contrast-enhanced"] }, resultTypes: ["violations"] }'
    nodes = "found.violations.flatMap((rule) => rule.nodes.map((node) => node.target.join(' ')))"
    return list(page.evaluate(f'axe.run("html", {rule}).then((found) => {nodes})'))


def too_small(page: Page, least: int) -> list[Any]:
    """What can be pressed and is not as wide and high as that, in CSS pixels."""
    return list(page.evaluate(_SMALL % (least, least)))

"""Saying yes or no: to budget entries that are proposed, and to proposals that are open."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from learnboard.domain.feedback import FeedbackKind, Target
from learnboard.service.mentoring import Letter, Visit
from learnboard.ui.mentor.forms import DecisionForm
from learnboard.ui.mentor.screen import ASKS
from learnboard.ui.mentor.things import Thing, thing_of
from learnboard.ui.mentor.words import DECISIONS, KINDS, undecided_entries, undecided_proposals

if TYPE_CHECKING:
    from learnboard.ui.mentor.screen import VisitScreen


def _entries(visit: Visit) -> list[Target]:
    return [Target("budget_entry", one.id) for one in visit.asks.approvals]


def _proposals(visit: Visit) -> list[Target]:
    return [Target("proposal", one.id) for one in visit.asks.consents]


def _undecided(visit: Visit, letter: Letter) -> set[Target]:
    entries = {Target("budget_entry", one.id) for one in undecided_entries(visit, letter)}
    return entries | {Target("proposal", one.id) for one in undecided_proposals(visit, letter)}


def _decide(kind: FeedbackKind, wanted: Callable[[Visit], list[Target]], nothing: str, screen: "VisitScreen") -> None:
    """Ask for a word, if what is under the cursor waits for one; else go to the next thing that does."""
    visit, letter, thing = screen.sitting.visit, screen.sitting.letter, screen.thing
    targets = wanted(visit)
    if thing.target in targets:
        _ask(screen, kind, thing)
        return
    if not targets:
        screen.say(nothing)
        return
    open_ones = _undecided(visit, letter)
    there = next((target for target in targets if target in open_ones), targets[0])
    screen.find(ASKS, there)
    screen.say(f"{thing_of(visit.snapshot.records, there).named} waits for your word: press the key again for it")


def _ask(screen: "VisitScreen", kind: FeedbackKind, thing: Thing) -> None:
    sitting = screen.sitting
    before = next((item for item in sitting.letter.about(thing.target) if item.kind in DECISIONS), None)

    def save(text: str) -> bool:
        sitting.decide(kind, thing.target, text)
        screen.say(f"{KINDS[kind]}: {thing.named}", "u undo")
        return True

    def form(draft: Mapping[str, str]) -> DecisionForm:
        text, other = (before.text, before.kind != kind) if before else ("", False)
        return DecisionForm(kind, thing, text=text, other=other, save=save, draft=draft)

    screen.open_form(f"{kind} {thing.target.id}", form)


_NO_ENTRY: Final = "No budget entry waits for an approval here."
_NO_PROPOSAL: Final = "No proposal is open here."
DECIDE: Final[Mapping[str, Callable[["VisitScreen"], None]]] = {
    "approve": partial(_decide, "approve", _entries, _NO_ENTRY),
    "decline": partial(_decide, "decline", _entries, _NO_ENTRY),
    "consent": partial(_decide, "consent", _proposals, _NO_PROPOSAL),
    "objection": partial(_decide, "objection", _proposals, _NO_PROPOSAL),
}

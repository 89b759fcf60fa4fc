"""The story of a cycle in Markdown."""

from collections.abc import Iterable, Iterator

from learnboard.exchange.markdown import block, inline, strong
from learnboard.presentation.story import HEADINGS, Story
from learnboard.presentation.story.objectives import StoryEvent, StoryKeyResult, StoryObjective
from learnboard.presentation.story.people import StoryMeeting, StoryPerson
from learnboard.presentation.story.reflections import StoryReflection
from learnboard.presentation.story.resources import StoryEntry, StoryHours, StoryMoney
from learnboard.presentation.story.story import StoryGoal


def story_markdown(story: Story) -> bytes:
    """The story in UTF-8. Between blocks is one blank line."""
    return ("\n\n".join(_blocks(story)) + "\n").encode()


def _blocks(story: Story) -> Iterator[str]:
    yield f"# {inline(story.title)}"
    yield _facts((story.role, *story.facts, story.counts))
    if story.note:
        yield f"*{inline(story.note)}*"
    if story.goals:
        yield f"## {HEADINGS['goal']}"
    for goal in story.goals:
        yield from _goal(goal)
    if story.objectives:
        yield f"## {HEADINGS['objectives']}"
    for objective in story.objectives:
        yield from _objective(objective)
    if story.hours:
        yield from _hours(story.hours)
    if story.money:
        yield from _money(story.money)
    yield from _people(story.people, story.meetings)
    if story.reflection or story.closing:
        yield f"## {HEADINGS['closing']}"
    if story.reflection:
        yield block(story.reflection)
    yield from map(_reflection, story.closing)


def _goal(goal: StoryGoal) -> Iterator[str]:
    text = goal.text
    yield strong(text.statement)
    status = "" if text.status == "active" else text.status
    yield _facts((text.horizon, status, text.reached))
    yield from _labelled(text.about)
    yield from map(_reflection, goal.search)


def _objective(objective: StoryObjective) -> Iterator[str]:
    yield f"### {inline(objective.title)}"
    yield _facts((objective.kind, *objective.ties))
    yield from _labelled(objective.about)
    course = _facts((objective.course, objective.score))
    if course:
        yield course
    for key_result in objective.key_results:
        yield from _key_result(key_result)
    yield from map(_reflection, objective.reflections)
    if objective.verdict:
        yield f"Decided: {inline(objective.verdict)}"
    if objective.learned:
        yield f"**{HEADINGS['learned']}:** {block(objective.learned)}"


def _key_result(row: StoryKeyResult) -> Iterator[str]:
    yield f"#### {inline(row.title)}"
    if row.outcome:
        yield inline(row.outcome) + (f": {inline(row.reason)}" if row.score and row.reason else "")
    if row.description:
        yield block(row.description)
    if row.events:
        yield "\n".join(map(_event, row.events))


def _event(event: StoryEvent) -> str:
    parts = [f"- {inline(event.on)}: {inline(event.text)}"]
    if event.blocker:
        parts.append(f"; {inline(event.blocker)}")
    if event.note:
        parts.append(f"\\\n  {block(event.note, '  ')}")
    return "".join(parts)


def _reflection(row: StoryReflection) -> str:
    head = _facts((row.on, row.by, row.question, row.verdict))
    return f"{head}\\\n{block(row.text)}" if row.text else head


def _hours(hours: StoryHours) -> Iterator[str]:
    yield f"## {HEADINGS['time']}"
    yield _facts((hours.total, hours.agreed))
    if hours.categories:
        yield _list(f"{inline(label)}: {time}" for label, time in hours.categories)


def _money(money: StoryMoney) -> Iterator[str]:
    yield f"## {HEADINGS['money']}"
    for ledger in money.ledgers:
        sums = (f"{number} {label}" for label, number in ledger.sums)
        yield _facts((*sums, *ledger.others))
    if money.kinds:
        yield _list(f"{inline(kind)}: {inline(worth)}" for kind, worth in money.kinds)
    for entry in money.entries:
        yield from _entry(entry)


def _entry(entry: StoryEntry) -> Iterator[str]:
    yield f"{strong(entry.title)}, {inline(entry.amount)}\\\n{_facts(entry.facts)}"
    told = [text for text in (entry.expected_value, *entry.evaluations, entry.shared) if text]
    if told:
        yield _list(map(inline, told))


def _people(people: Iterable[StoryPerson], meetings: Iterable[StoryMeeting]) -> Iterator[str]:
    helped = [f"{strong(row.name)}, {_facts((row.relation, *row.facts))}" for row in people]
    if helped:
        yield f"## {HEADINGS['people']}"
        yield _list(helped)
    held = list(map(_meeting, meetings))
    if held:
        yield f"## {HEADINGS['meetings']}"
        yield _list(held)


def _meeting(row: StoryMeeting) -> str:
    topics = f": {_facts(row.topics)}" if row.topics else ""
    notes = f"\\\n  {block(row.notes, '  ')}" if row.notes else ""
    return f"{inline(row.on)}: {inline(row.text)}{topics}{notes}"


def _labelled(texts: Iterable[tuple[str, str]]) -> Iterator[str]:
    for label, text in texts:
        yield f"{inline(label)}: {block(text)}"


def _facts(parts: Iterable[str]) -> str:
    return " · ".join(inline(part) for part in parts if part)


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)

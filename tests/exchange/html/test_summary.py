"""The top of a page in short: what moved, what needs attention, and what is requested."""

from dataclasses import replace
from datetime import date

from learnboard.domain.model.fields import Number
from learnboard.exchange.html.changes import changes_view
from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.summary import Summary, summary
from learnboard.exchange.html.targets import requests_view
from tests import builders
from tests.exchange.html import pages
from tests.exchange.html.pages import source_of

BACK = "backward at the last check-in, 590 → 610 ms, not since then"


def _summary(of: PageSource) -> Summary:
    return summary(of, requests_view(of))


def test_what_went_backward_is_named_with_its_value() -> None:
    base = (builders.metric(id="k1", title="Run faster"), builders.metric(id="k2", title="Read more", position=2))
    then = [builders.check_in(f"2026-0{at}-01", "6", 7, id=f"x{at}", key_result_id=f"k{at}", note="") for at in (1, 2)]
    now = [
        builders.check_in("2026-06-25", "4", 7, id="y1"),
        builders.check_in("2026-06-25", "8", 7, id="y2", key_result_id="k2"),
    ]
    of = source_of(builders.year_of(*base, *then, *now), before=builders.year_of(*base, *then))

    told = _summary(of)

    changed, wanted = told.sentences
    assert changed == (
        "Since the meeting on 27 Mar 2026, of 2 key results: 1 needs attention and 1 moved forward. "
        "What needs attention: 1 went backward since then."
    )
    assert wanted == "No decision is asked of you."
    assert [(point.title, point.text) for point in told.worrying.points] == [
        ("Run faster", "6 → 4, backward since then")
    ]
    assert [(point.title, point.text) for point in told.moved.points] == [("Read more", "60 % → 80 %")]


def test_each_key_result_is_counted_once_by_the_worst() -> None:
    told = _summary(pages.june_source())
    # By hand: k11, k22, k33 at risk, k24 far behind, k41 missed May, k31 less confident; k12, k13, k14, k21, k42 moved
    # forward; k23 and k32 stand where they stood; k34 was dropped. 6 + 5 + 2 + 1 = 14, and 3 + 1 + 1 + 1 = 6.
    assert told.sentences[0] == (
        "Since the snapshot of 27 Mar 2026, of 14 key results: 6 need attention, 5 moved forward, 2 are unchanged and "
        "1 was dropped. What needs attention: 3 are at risk, 1 is said to be on track, but far behind, 1 missed a "
        "period and confidence fell on 1."
    )
    assert (told.worrying.size, told.moved.size) == (6, 5)
    counts = {group.concern: len(group.rows) for group in pages.june_source().groups}
    assert (counts["at_risk"], counts["forward"], sum(counts.values())) == (3, 5, 14)


def test_nothing_is_said_to_move_forward_that_fell_or_is_silent() -> None:
    row = builders.metric(id="k1", title="Run", start="0", target="10")
    said = builders.check_in("2026-03-20", "4", 7)
    silent = source_of(builders.year_of(replace(row, target=Number("8")), said), before=builders.year_of(row, said))
    fell = source_of(
        builders.year_of(row, said, builders.check_in("2026-06-25", "6", 4, id="c2")),
        before=builders.year_of(row, said),
    )
    assert _summary(silent).moved.state.label == "Nothing moved forward"  # 4 of 8 instead of 10, and nothing was said
    ((change,),) = [group.rows for group in changes_view(silent).groups]
    assert (change.text.reached, change.text.change) == ("40 % → 50 %", "reckoned anew, nothing was reported")
    assert (_summary(fell).moved.state.label, _summary(fell).moved.size) == ("Nothing else moved forward", 0)
    assert [point.text for point in _summary(fell).worrying.points] == [
        "at risk: 40 % → 60 %, confidence 7 → 4 since then"
    ]


def test_what_is_at_risk_leads_what_needs_attention() -> None:
    told = _summary(pages.june_source()).worrying
    assert told.size == 6
    assert [(point.title[:12], point.text) for point in (*told.points, *told.more)] == [
        ("Cut p95 late", f"at risk: 47 % → 53 %, {BACK}, confidence 6 → 4 since then"),
        ("Speak at one", "at risk: confidence 7 → 5 since then"),
        ("Raise profil", "at risk: 0 % → 19 %, expected 48 %"),
        ("Raise engine", "said to be on track, but 0 % → 21 %, expected 48 %"),
        ("Keep learnin", "17 % → 42 %, 5 of 6 kept, May missed, confidence 8 → 7 since then"),
        ("Finish the q", "40 % → 60 %, confidence 8 → 7 since then"),
    ]
    row = builders.binary(id="k1", title="Speak")
    said = builders.check_in("2026-03-20", None, 7, key_result_id="k1")
    of = source_of(builders.year_of(row, said), before=builders.year_of(row, said))
    (point,) = _summary(of).worrying.points
    assert point == ("Speak", "nothing since 20 Mar", "row-k1")
    assert _summary(of).sentences[0].endswith("What needs attention: 1 is outdated.")


def test_further_names_are_opened_and_those_beyond_counted() -> None:
    rows = [builders.metric(id=f"k{at}", title=f"title {at}", position=at) for at in range(40)]
    said = [builders.check_in("2026-06-25", "9", 7, id=f"c{at}", key_result_id=f"k{at}") for at in range(40)]
    part = _summary(source_of(builders.year_of(*rows, *said), before=builders.year_of(*rows))).moved
    assert (part.size, len(part.points), len(part.more)) == (40, 4, 30)
    assert (part.rest, part.anchor) == ("and 6 more", "group-forward")


def test_several_of_a_kind_stand_in_the_plural() -> None:
    rows = [builders.binary(id=f"k{at}", title=f"title {at}", position=at) for at in range(3)]
    gone = [replace(row, dropped_on=date(2026, 5, 1)) for row in rows[:2]]
    of = source_of(builders.year_of(*gone, rows[2]), before=builders.year_of(*rows[:2]))
    assert _summary(of).sentences[0] == (
        "Since the meeting on 27 Mar 2026, of 3 key results: 1 is new and 2 were dropped."
    )


def test_requests_are_counted_for_the_reader_alone() -> None:
    assert _summary(pages.asking_source()).sentences[1] == (
        "Asked of you: 1 approval, 1 consent and 1 action; 3 actions are open with others."
    )
    other = PageSource(*pages.asking()[:2], pages.reader_of(pages.asking()[0], "p-sup"))
    assert _summary(other).sentences[1].endswith("1 consent and 1 action; 3 actions are open with others.")
    unknown = PageSource(*pages.asking()[:2], None)
    assert _summary(unknown).sentences[1].endswith("1 consent; 4 actions are open.")


def test_each_request_links_to_its_place() -> None:
    part = _summary(pages.asking_source()).requested
    assert (part.size, part.more, [point.anchor for point in part.points]) == (3, (), ["ask-b9", "ask-pr9", "yours"])


def test_a_first_snapshot_counts_key_results_by_health() -> None:
    of = PageSource(pages.june()[0], None, pages.june()[2])
    told = _summary(of)
    assert told.sentences[0] == (
        "This is the first snapshot. Of 14 key results, 3 at risk, 1 said to be on track, but far behind, 8 on track, "
        "1 achieved and 1 dropped."
    )
    assert (told.moved.state.label, told.worrying.state.label) == ("Furthest along", "Needs attention")

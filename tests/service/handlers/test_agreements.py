"""An agreement is changed, agreed to and asked about; notes on a person stay with their owner."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from learnboard.domain.agreements import AgreementState
from learnboard.domain.errors import InvalidValue, NotFound, Rejected
from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.growth import About, Reflection
from learnboard.domain.model.people import Agreement, Person
from learnboard.domain.profiles import apply_profile
from learnboard.presentation.agreements import HELPS, WISHES
from learnboard.service.commands import ChangeRow, ConfirmDecision, Undo, WriteUpward
from learnboard.service.queries.agreements import agreement_states
from learnboard.service.queries.open_items import inbox
from learnboard.storage.exports import ExportNote, add_export
from tests.builders import agreement, feedback, metric, person, reflection, year_of
from tests.service.conftest import DAY, execute
from tests.service.execution import execute_and_undo

ACCEPTED = {"accepted_on": "2026-01-12", "agreement": agreement(comfort_zone="tell me a week before")}
ABOUT = {"target": {"kind": "person", "id": "p1"}, "text": ""}
NOT_EARLIER = datetime(2100, 1, 1, tzinfo=UTC)


def standing(service, id_="p1"):
    return agreement_states(service.store, [service.store.row(Person, id_)])[id_]


def change(service, **points):
    row = service.store.row(Person, "p1")
    return execute(service, ChangeRow(row, replace(row, agreement=replace(row.agreement, **points))))


def exported(service, at):
    note = ExportNote("snp", "mentor", "p1", 1, "sha256:0", at, DAY, None)
    add_export(service.store, note)


def test_a_first_agreement_waits_for_consent_also_of_who_had_accepted(service_of):
    service = service_of(year_of(person(accepted_on="2026-01-12")))
    row = service.store.row(Person, "p1")
    written = Agreement(42, confidential=True, comfort_zone="on a stage\nonce", ask_before_call_out=True)
    message = execute(service, ChangeRow(row, replace(row, agreement=written)))
    assert (
        message == "Wrote the agreement with “Rowan Teal”: it waits for their consent, with the next export for them."
    )
    assert service.store.row(Person, "p1").agreement == written
    assert standing(service) == AgreementState("waiting")
    execute(service, Undo())
    assert service.store.row(Person, "p1").agreement is None


def test_a_change_waits_until_they_agree_again_and_undo_takes_that_back(service_of):
    service = service_of(year_of(person(**ACCEPTED)))
    assert standing(service) == AgreementState("agreed", date(2026, 1, 12))
    message = change(service, cadence_days=14)
    assert message == "Changed the agreement with “Rowan Teal”: it waits until they agree again."
    assert standing(service).standing == "changed"
    change(service, cadence_days=42)
    assert standing(service) == AgreementState("agreed", date(2026, 1, 12))
    execute(service, Undo())
    execute(service, Undo())
    assert standing(service) == AgreementState("agreed", date(2026, 1, 12))


def test_their_approval_agrees_to_it_as_it_is_and_leaves_the_day_of_acceptance(service_of):
    service = service_of(year_of(metric(), person(**ACCEPTED), feedback(kind="approve", **ABOUT)))
    change(service, cadence_days=14)
    exported(service, NOT_EARLIER)
    (item,) = inbox(service.store, DAY).unanswered
    assert item.actions == ("confirm",)
    assert item.effect == "Says that Rowan Teal agrees to your agreement as it is, from 26 Jun 2026 on."
    done = execute_and_undo(service, ConfirmDecision("f1", DAY))
    assert done.message == "Rowan Teal agreed to your agreement on 26 Jun 2026."
    assert service.store.row(Feedback, "f1").answer == "done"
    assert service.store.row(Person, "p1").accepted_on == date(2026, 1, 12)
    assert standing(service) == AgreementState("agreed", DAY)
    change(service, cadence_days=7)
    assert standing(service) == AgreementState("changed", DAY)


def test_nobody_agrees_to_a_change_that_they_have_not_seen(service_of):
    service = service_of(year_of(metric(), person(**ACCEPTED), feedback(kind="approve", **ABOUT)))
    exported(service, datetime(2026, 6, 1, tzinfo=UTC))
    change(service, cadence_days=14)
    with pytest.raises(
        Rejected, match=r"^The agreement with Rowan Teal was changed on .*: export another one, and ask"
    ):
        execute(service, ConfirmDecision("f1", DAY))
    assert standing(service).standing == "changed"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([person(**ACCEPTED), feedback(kind="decline", **ABOUT)], "changes nothing by itself"),
        (
            [
                person(**ACCEPTED),
                person(id="p2", name="Sorrel Vale"),
                feedback(kind="approve", person_id="p2", author="Sorrel Vale", **ABOUT),
            ],
            "Only Rowan Teal can agree to the agreement with Rowan Teal, and this is by Sorrel Vale: answer",
        ),
        ([person(), feedback(kind="approve", **ABOUT)], "There is no agreement with Rowan Teal any more"),
        ([feedback(kind="approve", person_id=None, **ABOUT)], "is about nobody on this board"),
    ],
)
def test_what_agrees_to_nothing_says_why(service_of, rows, sentence):
    service = service_of(year_of(metric(), *rows))
    with pytest.raises(Rejected, match=sentence):
        execute(service, ConfirmDecision("f1", DAY))


def test_a_suggestion_asks_for_a_change_and_becomes_no_key_result(service_of):
    about = {**ABOUT, "text": "an hour is too short"}
    service = service_of(year_of(metric(), person(**ACCEPTED), feedback(kind="suggestion", **about)))
    (item,) = inbox(service.store, DAY).unanswered
    assert item.actions == ()
    assert item.effect.startswith("Asks for a change of the agreement with Rowan Teal: ")


def test_feedback_on_any_kind_of_row_has_a_place(service_of):
    kinds = ("meeting", "stretch", "action", "assessment", "person")
    rows = [feedback(id=f"f-{kind}", target={"kind": kind, "id": "gone"}) for kind in kinds]
    service = service_of(year_of(metric(), person(), *rows))
    assert len(inbox(service.store, DAY).unattached) == len(kinds)


# -- notes --------------------------------------------------------------------------------------------------------


def notes(service):
    return {row.question: row for row in service.store.rows(Reflection, occasion="upward")}


def test_notes_are_private_reflections_about_the_person(service_of):
    service = service_of(year_of(person()))
    done = execute_and_undo(service, WriteUpward("p1", DAY, {HELPS: "she asks\nback ", WISHES: ""}))
    assert done.message == "Kept your notes on “Rowan Teal”: nobody sees them until you export them."
    (row,) = notes(service).values()
    assert (row.text, row.on, row.by_id, row.visibility) == ("she asks\nback", DAY, "owner", "private")
    assert row.about == About("person", "p1")


def test_notes_of_a_day_are_changed_and_an_empty_one_is_removed(service_of):
    service = service_of(year_of(person()))
    execute(service, WriteUpward("p1", DAY, {HELPS: "this", WISHES: "that"}))
    execute(service, WriteUpward("p1", DAY, {HELPS: "", WISHES: "more of it"}))
    assert {question: row.text for question, row in notes(service).items()} == {WISHES: "more of it"}
    execute(service, WriteUpward("p1", date(2026, 6, 27), {WISHES: "less"}))
    assert len(service.store.rows(Reflection)) == 2


def test_a_note_that_is_too_long_or_on_nobody_is_refused(service_of):
    service = service_of(year_of(person()))
    with pytest.raises(InvalidValue, match="100,001 characters are too many"):
        execute(service, WriteUpward("p1", DAY, {HELPS: "x" * 100_001}))
    with pytest.raises(NotFound):
        execute(service, WriteUpward("p9", DAY, {HELPS: "x"}))


# -- what leaves --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", ["mentor", "shared"])
def test_nothing_of_the_agreement_with_one_is_in_the_file_of_another(profile):
    secret = agreement(comfort_zone="only for Hazel", owner_expects="of Hazel", they_expect="by Hazel")
    first = person(id="p-old", name="Hazel Brook", to_on="2026-03-31", agreement=secret, private_note="only mine")
    second = person(id="p-new", from_on="2026-04-01", agreement=agreement(comfort_zone="for Rowan"))
    note = reflection(occasion="upward", about={"kind": "person", "id": "p-old"}, text="a note", visibility="private")
    for reader, own in (("p-new", "p-new"), (None, None)):
        outgoing, withheld = apply_profile(year_of(first, second, note), profile, person=reader)
        left = {row.id for row in outgoing.people if row.agreement}
        assert left == ({own} if own and profile == "mentor" else set())
        assert withheld
        assert not any(
            word in repr(outgoing)
            for word in ("Hazel:", "only for Hazel", "of Hazel", "by Hazel", "only mine", "a note")
        )

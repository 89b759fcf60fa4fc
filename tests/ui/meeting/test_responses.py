"""The owner takes in what others answer to a proposal, by keys; the next snapshot shows them what became of it."""

from datetime import UTC, datetime

from learnboard.domain.as_of import as_known
from learnboard.domain.model.proposals import Response
from learnboard.domain.profiles import apply_profile
from learnboard.domain.report import board_report
from learnboard.presentation.around import Around
from learnboard.presentation.consent import own_word
from learnboard.presentation.feedback import earlier_feedback
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.responses import response_texts
from learnboard.service.commands import ImportFeedback
from learnboard.service.demo import DEMO_DAY
from learnboard.ui.app import LearnboardApp
from tests.invitations import INVITING, RESPONSES
from tests.service.feedback_documents import feedback_document, item
from tests.ui.form_apps import type_in
from tests.ui.meeting.test_meeting import go_to
from tests.ui.screen import lines, pressed

SIZE = (120, 45)
MORNING = datetime(2026, 6, 25, 9, tzinfo=UTC)


def shows(app, words):
    return any(words in line for line in lines(app))


def said(service):
    rows = sorted(service.store.rows(Response, proposal_id="pr9"), key=lambda row: (row.on, row.id))
    return [(row.by_id, row.kind, row.on.day, row.text) for row in rows[len(RESPONSES) :]]


async def test_a_question_is_answered_in_place_and_consent_is_confirmed_and_both_go_back(service):
    with service.store.step("propose") as record:
        record.put(INVITING)
        record.put_all(RESPONSES)
    ash = feedback_document(
        item("f91", "question", "proposal pr9", "Who covers?"),
        item("f92", "consent", "proposal pr9", ""),
        name="Ash Rivers",
        person="p-rev2",
        written_at=MORNING,
    )
    service.execute(ImportFeedback(ash), service.open(DEMO_DAY))
    app = LearnboardApp(service, lambda: DEMO_DAY, "consent")
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m")
        await go_to(pilot, "feedback", "f91")
        await pressed(pilot, "enter")
        assert shows(
            app, "Keeps the question of Ash Rivers about “Two hours a week for the playbook” among the responses"
        )
        await pressed(pilot, "tab")
        await type_in(pilot, "Linden does.")
        await pressed(pilot, "ctrl+s")
        await go_to(pilot, "feedback", "f92")
        await pressed(pilot, "y")
    assert said(service) == [
        ("p-rev2", "question", 25, "Who covers?"),
        ("p-rev2", "consent", 25, ""),
        ("owner", "reaction", 26, "Linden does."),
    ]

    known = as_known(service.store.records(), DEMO_DAY)
    records, _ = apply_profile(known, "mentor", person="p-rev2")
    reader = ReaderContext(board_report(records, DEMO_DAY), "p-rev2")
    found = reader.consultations[INVITING.id]
    yours = own_word(found, reader)
    assert yours is not None
    assert yours.label == "You consented on 25 Jun."
    responses = response_texts(found, Around.for_reader(reader, found.proposal))
    asked = next(each for each in responses if each.text == "Who covers?")
    assert [answer.whole for answer in asked.answers] == ["Alder Finch, answer, 26 Jun: Linden does."]
    told = {each.id: each.answer_text for each in earlier_feedback(reader)}
    assert told == {"f91": "replied: Linden does.", "f92": "noted"}

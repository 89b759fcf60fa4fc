"""A mentor writes: feedback by a form, decisions, a note, and all of it kept as it is made and written to a file."""

import signal
from dataclasses import replace
from pathlib import Path

import pytest

from learnboard.domain.model.feedback import Author, SuggestedAction, Target
from learnboard.exchange.documents import open_feedback
from learnboard.ui.mentor.file_form import WriteFeedbackForm
from learnboard.ui.mentor.forms import DecisionForm, FeedbackForm, NoteForm
from learnboard.ui.mentor.people import REQUESTS
from learnboard.ui.toolkit.form import FormScreen
from tests.builders import person
from tests.invitations import invitation
from tests.service.mentor.snapshots import FEEDBACK, put
from tests.ui.form_apps import burst, go_to, paste, seen, texts, type_in
from tests.ui.mentor.apps import NARROW, WIDE, Desk, kept, subject, written
from tests.ui.screen import lines, pressed, said, settled

ASKED = "Confidence fell from 6 to 4. What would help it up again?"


def shows(app, words):
    return any(words in line for line in lines(app))


KINDS = ("comment", "question", "suggestion", "kudos", "offer", "call-out")
"""The kinds in the order in which arrows choose them."""


async def choose_kind(pilot, kind):
    """Choose what kind of feedback it is."""
    await go_to(pilot, "kind")
    await pressed(pilot, " ".join(["home", *["right"] * KINDS.index(kind)]))


async def write(pilot, text, kind=None):
    """Give feedback on what the cursor stands on."""
    await pressed(pilot, "c")
    if kind:
        await choose_kind(pilot, kind)
    await go_to(pilot, "text")
    await type_in(pilot, text)
    await pressed(pilot, "ctrl+s")


# -- feedback ---------------------------------------------------------------------------------------------------------


async def test_one_form_asks_for_the_kind_first_and_the_empty_field_asks_what_suits(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "1")
        await pressed(pilot, "c")
        assert isinstance(app.screen, FeedbackForm)
        assert texts(app) == {"kind": "question", "text": "", "about": "key result"}
        assert any(ASKED in line for line in seen(app))
        await choose_kind(pilot, "comment")
        assert texts(app)["kind"] == "comment"
        await choose_kind(pilot, "kudos")
        assert texts(app)["kind"] == "kudos"
        assert any("What went well, and what did it show?" in line for line in seen(app))
        await pressed(pilot, "left")
        assert list(texts(app)) == ["kind", "text", "action", "due_on", "about"]
        await go_to(pilot, "about")
        await pressed(pilot, "right right")
        assert texts(app)["about"] == "the whole board"
        assert next(line for line in seen(app) if line).strip() == "The whole board"


async def test_what_is_typed_at_once_goes_into_the_text_whatever_it_is(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "1")
        await burst(pilot, "c", *"hello, kudos")
        assert app.screen.form_state.at == "text"
        assert (texts(app)["kind"], texts(app)["text"]) == ("question", "hello, kudos")
        await go_to(pilot, "about")
        await type_in(pilot, " l")
        assert (texts(app)["about"], texts(app)["text"]) == ("objective", "hello, kudosl")  # a blank goes on choosing
        await go_to(pilot, "kind")
        await paste(pilot, " and more")
        assert (texts(app)["kind"], texts(app)["text"]) == ("question", "hello, kudosl and more")


async def test_what_is_written_is_kept_at_once_counted_and_listed(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "1")
        await write(pilot, "What if the fraud call stays?")
        assert said(app).startswith("Saved your question about key result “Cut p95 latency")
        assert written(service, app) == [("question", "k11", "What if the fraud call stays?")]
        assert "1 not written yet" in lines(app)[1]
        assert shows(app, "1 written")
        await pressed(pilot, "4")
        assert shows(app, "1 item, 1 not in a file yet: w writes it")
        assert shows(app, "What if the fraud call stays?")
        assert shows(app, "question •   key result “Cut p95 latency")


async def test_a_suggestion_has_something_to_do_and_a_day(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "1")
        await pressed(pilot, "j c")
        await choose_kind(pilot, "suggestion")
        await go_to(pilot, "text")
        await type_in(pilot, "Ask for a lightning slot first")
        await go_to(pilot, "action")
        await type_in(pilot, "write to two organisers")
        await go_to(pilot, "due_on")
        await type_in(pilot, "10.7.2026")
        await pressed(pilot, "enter")
        (item,) = kept(service, app).items
        assert (item.kind, item.target.id, item.text) == ("suggestion", "k22", "Ask for a lightning slot first")
        assert item.action == SuggestedAction("write to two organisers", item.action.due_on)
        assert str(item.action.due_on) == "2026-07-10"
        await pressed(pilot, "4")
        assert shows(app, "to do: write to two organisers, by 10 Jul")


@pytest.mark.parametrize(("moves", "about"), [("", "o1"), ("right", "brd-2026-af")])
async def test_feedback_may_be_about_what_a_key_result_belongs_to(service, moves, about):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "1")
        await pressed(pilot, "c")
        await choose_kind(pilot, "kudos")
        await go_to(pilot, "about")
        await pressed(pilot, f"right {moves}")
        await go_to(pilot, "text")
        await type_in(pilot, "well told")
        await pressed(pilot, "ctrl+s")
        assert written(service, app) == [("kudos", about, "well told")]


async def test_an_empty_text_is_told_and_the_form_stays(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "c ctrl+s")
        assert isinstance(app.screen, FeedbackForm)
        assert any("There is nothing written yet" in line for line in seen(app))
        assert written(service, app) == []


async def test_a_form_left_half_filled_is_there_again_after_a_restart(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "1")
        await pressed(pilot, "c tab")
        await type_in(pilot, "What if")
        await pressed(pilot, "escape")
        assert written(service, app) == []
    again = service.app()
    async with again.run_test(size=WIDE) as pilot:
        await pressed(pilot, "1")
        await pressed(pilot, "c")
        assert texts(again)["text"] == "What if"
        assert any("kept from before" in line for line in seen(again))
        await go_to(pilot, "text")
        await type_in(pilot, " not?")
        await pressed(pilot, "ctrl+s")
        assert written(service, again) == [("question", "k11", "What if not?")]
        await pressed(pilot, "c")
        assert texts(again)["text"] == ""


@pytest.mark.parametrize("how", ["leaving", "a signal"])
async def test_what_is_being_typed_is_kept_when_the_program_ends(service, how):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "c tab")
        await type_in(pilot, "half a th")
        if how == "leaving":
            app.exit()
        else:
            signal.raise_signal(signal.SIGTERM)
            assert signal.alarm(0)  # it would end now even if it were stuck; these tests go on
        await settled(pilot)
    again = service.app()
    async with again.run_test(size=WIDE) as pilot:
        await pressed(pilot, "c")
        assert texts(again)["text"] == "half a th"


async def test_what_is_being_typed_is_kept_when_an_error_ends_the_program(service):
    async def fail():
        raise ZeroDivisionError

    async def typed_until_it_fails(app):
        async with app.run_test(size=WIDE) as pilot:
            await pressed(pilot, "c tab")
            await type_in(pilot, "half a th")
            app.call_later(fail)
            await settled(pilot)

    with pytest.raises(ZeroDivisionError):
        await typed_until_it_fails(service.app())
    again = service.app()
    async with again.run_test(size=WIDE) as pilot:
        await pressed(pilot, "c")
        assert texts(again)["text"] == "half a th"


async def test_keys_typed_ahead_come_in_their_order(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "1")
        await burst(pilot, "c", *"why?", "ctrl+s", "j", "c", "left", *"good", "ctrl+s")
        # Where help is asked for, an offer is the first answer; kudos stand before it.
        assert written(service, app) == [("question", "k11", "why?"), ("kudos", "k22", "good")]


async def test_feedback_is_given_on_the_page_of_a_card_too(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "1")
        await pressed(pilot, "enter")
        await write(pilot, "honest", "comment")
        assert shows(app, "You wrote")
        assert shows(app, "comment: honest")
        await pressed(pilot, "u")
        assert not shows(app, "You wrote")
        await write(pilot, "still honest", "comment")
        await pressed(pilot, "escape")
        assert "1 not written yet" in lines(app)[1]
        assert written(service, app) == [("comment", "k11", "still honest")]


async def test_what_was_written_can_be_changed_deleted_and_brought_back(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "1")
        await write(pilot, "first", "comment")
        await pressed(pilot, "j")
        await write(pilot, "second", "comment")
        await pressed(pilot, "delete")
        assert len(written(service, app)) == 2  # only what is seen is deleted
        await pressed(pilot, "4 j enter")
        assert texts(app)["text"] == "second"
        await go_to(pilot, "text")
        await type_in(pilot, " thought")
        await pressed(pilot, "ctrl+s")
        assert written(service, app)[1] == ("comment", "k22", "second thought")
        await pressed(pilot, "k delete")
        assert said(app).startswith("Deleted your comment on key result “Cut p95")
        assert written(service, app) == [("comment", "k22", "second thought")]
        assert not shows(app, "first")
        await pressed(pilot, "u")
        assert [text for _, _, text in written(service, app)] == ["first", "second thought"]
        await pressed(pilot, "u u u")
        assert written(service, app) == []
        await pressed(pilot, "u")
        assert said(app) == "There is nothing to undo."


async def test_what_was_decided_is_changed_in_its_own_kind(asked):
    app = asked.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "3 A enter 4 enter")
        assert texts(app)["kind"] == "approve"
        await go_to(pilot, "text")
        await type_in(pilot, "soon")
        await pressed(pilot, "ctrl+s")
        assert written(asked, app) == [("approve", "b90", "soon")]


# -- half typed -------------------------------------------------------------------------------------------------------


class _Pauses:
    """Timers that run out when told."""

    def __init__(self, monkeypatch):
        self.waiting = []
        monkeypatch.setattr(FormScreen, "set_timer", lambda _, seconds, call: self._begin(seconds, call))

    def _begin(self, seconds, call):
        self.waiting.append((seconds, call))
        return self

    def stop(self):
        """The timer that was begun last is no more; one that ran out may be stopped too."""
        del self.waiting[-1:]

    def run_out(self):
        waiting, self.waiting = self.waiting, []
        for _, call in waiting:
            call()


async def test_what_is_half_typed_is_kept_by_itself_when_typing_pauses(service, monkeypatch):
    pauses = _Pauses(monkeypatch)
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "1")
        await pressed(pilot, "c")
        pauses.waiting.clear()  # what reads dates gets ready
        await type_in(pilot, "half a th")
        assert [seconds for seconds, _ in pauses.waiting] == [1.0]  # one for all the keys
        assert kept(service, app).forms == {}
        pauses.run_out()
        assert kept(service, app).forms == {"feedback key_result k11": {"text": "half a th"}}
        await type_in(pilot, "ought")
        pauses.run_out()
        assert kept(service, app).forms == {"feedback key_result k11": {"text": "half a thought"}}
        await type_in(pilot, ".")
        await pressed(pilot, "ctrl+s")
        pauses.run_out()  # too late, and nothing comes of it
        assert kept(service, app).forms == {}


async def test_that_half_typed_words_cannot_be_kept_is_told_once(service, monkeypatch):
    (service.folder / "letters").write_text("in the way", encoding="utf-8")
    pauses = _Pauses(monkeypatch)
    app = service.app()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pressed(pilot, "c")
        for feedback_draft in "abc":
            await type_in(pilot, feedback_draft)
            pauses.run_out()
        assert len([toast for toast in app._notifications if "cannot be saved" in toast.message]) == 1


# -- decisions --------------------------------------------------------------------------------------------------------


async def test_approving_goes_to_what_waits_for_it_and_then_asks_for_a_word(asked):
    app = asked.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "A")
        assert app.screen.view == 2
        assert subject(app) == ("budget_entry", "b90")
        assert said(app).startswith("Your decision on budget entry “Standing desk for tail latencies” is needed")
        await pressed(pilot, "A")
        assert isinstance(app.screen, DecisionForm)
        await type_in(pilot, "yes, by July")
        await pressed(pilot, "enter")
        assert written(asked, app) == [("approve", "b90", "yes, by July")]
        assert shows(app, "your approval: yes, by July")
        await pressed(pilot, "1")
        assert shows(app, "Asked of you: 1 approval, 1 consent")
        await pressed(pilot, "A")
        assert subject(app) == ("budget_entry", "b91")  # the next that waits


async def test_a_decision_takes_the_place_of_the_one_before(asked):
    app = asked.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "3 A enter D enter")
        assert any("Say why not, and what could be instead" in line for line in seen(app))
        assert written(asked, app) == [("approve", "b90", "")]
        await type_in(pilot, "the book will do")
        await pressed(pilot, "enter")
        assert written(asked, app) == [("decline", "b90", "the book will do")]
        assert shows(app, "✗ your refusal: the book will do")
        await pressed(pilot, "u")
        assert written(asked, app) == [("approve", "b90", "")]
        assert shows(app, "✓ your approval")


async def test_the_words_of_a_decision_do_not_become_those_of_the_opposite_one(asked):
    app = asked.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "3 A")
        await type_in(pilot, "if it is before July")
        await pressed(pilot, "enter A enter")
        assert written(asked, app) == [("approve", "b90", "if it is before July")]
        await pressed(pilot, "D")
        await type_in(pilot, "too dear")
        await pressed(pilot, "enter")
        assert written(asked, app) == [("decline", "b90", "too dear")]
        await pressed(pilot, "A enter")
        assert written(asked, app) == [("approve", "b90", "")]


async def test_consent_needs_no_word_and_an_objection_does(asked):
    app = asked.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "C C enter")
        assert written(asked, app) == [("consent", "pr9", "")]
        await pressed(pilot, "O enter")
        assert any("Say what harm it would do" in line for line in seen(app))
        await type_in(pilot, "two releases fall on Fridays")
        await pressed(pilot, "enter")
        assert written(asked, app) == [("objection", "pr9", "two releases fall on Fridays")]


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("A", "A approves money, and none waits for you here: c gives feedback instead."),
        ("D", "D declines money, and none waits for you here: c gives feedback instead."),
        ("C", "C consents to proposals, and none waits for you here: c gives feedback instead."),
        ("O", "O objects to proposals, and none waits for you here: c gives feedback instead."),
    ],
)
async def test_where_nothing_waits_a_key_says_what_it_decides_on_and_what_goes_instead(service, key, message):
    app = service.app()
    async with app.run_test(size=NARROW) as pilot:
        await pressed(pilot, key)
        assert said(app) == message
        assert app.screen.view == 0
        app.screen._find(REQUESTS, Target("key_result", "k22"))  # the card that asks for help
        await pressed(pilot, key)
        assert said(app) == message.replace("gives feedback instead", "offers the help wanted")


async def test_a_key_for_money_on_a_proposal_names_the_one_for_proposals_and_the_other_way_round(asked):
    app = asked.app()
    async with app.run_test(size=NARROW) as pilot:
        app.screen._find(REQUESTS, Target("proposal", "pr9"))
        for key in "AD":
            await pressed(pilot, key)
            assert said(app) == "C consents to a proposal, O objects to it: A and D decide on money."
        app.screen._find(REQUESTS, Target("budget_entry", "b91"))
        for key in "CO":
            await pressed(pilot, key)
            assert said(app) == "A approves what costs money, D declines it: C and O are for proposals."
        assert subject(app) == ("budget_entry", "b91")


# -- the note ---------------------------------------------------------------------------------------------------------


async def test_the_note_stays_on_this_machine(service, tmp_path):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "o")
        assert isinstance(app.screen, NoteForm)
        assert any("It stays on this machine" in line for line in seen(app))
        await type_in(pilot, "seems tired")
        await pressed(pilot, "ctrl+s")
        assert kept(service, app).note == "seems tired"
        await write(pilot, "honest", "comment")
        await pressed(pilot, "4")
        assert shows(app, "seems tired")
        await pressed(pilot, "w")
        path = tmp_path / "out.feedback.json"
        await _to(pilot, path)
        assert b"honest" in path.read_bytes()
        assert b"tired" not in path.read_bytes()
    again = service.app()
    async with again.run_test(size=WIDE) as pilot:
        await pressed(pilot, "o")
        assert texts(again) == {"note": "seems tired"}


# -- the file ---------------------------------------------------------------------------------------------------------


async def _to(pilot, path):
    """Say where the file goes, and have it written."""
    await go_to(pilot, "path")
    await pressed(pilot, "ctrl+u")
    await paste(pilot, str(path))
    await pressed(pilot, "enter")


async def test_the_file_asks_once_who_writes_and_says_what_to_send_to_whom(service, tmp_path):
    path = tmp_path / "june.feedback.json"
    app = service.app()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await write(pilot, "honest", "comment")
        await pressed(pilot, "w")
        assert isinstance(app.screen, WriteFeedbackForm)
        assert app.screen.form_state.at == "person"
        assert texts(app)["person"] == texts(app)["name"] == "Rowan Teal"  # the one mentor of that day
        assert texts(app)["path"].endswith("rowan-teal-alder-finch-2026-06-26.feedback.json")
        assert any("1 comment" in line for line in seen(app))
        await _to(pilot, path)
        assert not isinstance(app.screen, FormScreen)
        assert said(app) == "1 item in the file: send it to “Alder Finch”."
        (toast,) = app._notifications
        assert "send it to Alder Finch" in toast.message
        assert "learnboard import FILE" in toast.message
        assert not toast.markup
        assert "not written" not in lines(app)[1]
        document = open_feedback(path)
        assert document.author == Author("Rowan Teal", "p-mentor")
        assert document.snapshot_id == "snp-2026-06-26"
        assert [item.text for item in document.items] == ["honest"]
        await pressed(pilot, "w")
        assert app.screen.form_state.at == "path"  # who writes is known now


async def test_a_path_in_quotes_is_understood(service, tmp_path):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await write(pilot, "honest", "comment")
        await pressed(pilot, "w")
        await _to(pilot, f"'{tmp_path}/my words.feedback.json' ")
        assert [item.text for item in open_feedback(tmp_path / "my words.feedback.json").items] == ["honest"]


async def test_a_second_file_of_the_same_letter_takes_the_place_of_the_first(service, tmp_path):
    path = tmp_path / "june.feedback.json"
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await write(pilot, "honest", "comment")
        await pressed(pilot, "w")
        await _to(pilot, path)
        await pressed(pilot, "4 enter")
        await go_to(pilot, "text")
        await type_in(pilot, " indeed")
        await pressed(pilot, "ctrl+s")
        assert "1 not written yet" in lines(app)[1]
        await pressed(pilot, "w")
        await _to(pilot, path)
        assert [(item.text, item.revision) for item in open_feedback(path).items] == [("honest indeed", 2)]


async def test_other_feedback_gives_way_only_when_that_is_chosen(service, tmp_path):
    path = tmp_path / "other.feedback.json"
    path.write_bytes(FEEDBACK.read_bytes())
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await write(pilot, "honest", "comment")
        await pressed(pilot, "w")
        assert "replace" not in texts(app)
        await _to(pilot, path)
        await pressed(pilot, "enter enter")
        assert path.read_bytes() == FEEDBACK.read_bytes()
        assert any("already exists" in line for line in seen(app))
        await go_to(pilot, "replace")
        await pressed(pilot, "right enter")
        assert [item.text for item in open_feedback(path).items] == ["honest"]


@pytest.mark.parametrize("data", [b"SQLite format 3\0 and a board", b"years of work"])
async def test_a_file_that_is_no_feedback_is_never_offered_to_be_replaced(service, tmp_path, data):
    path = tmp_path / "board.db"
    path.write_bytes(data)
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await write(pilot, "honest", "comment")
        await pressed(pilot, "w")
        await _to(pilot, path)
        assert "replace" not in texts(app)
        await pressed(pilot, "enter enter")
        assert isinstance(app.screen, WriteFeedbackForm)
        assert any("choose another name" in line for line in seen(app))
        assert path.read_bytes() == data


async def test_the_file_is_called_as_its_writer_until_it_is_named_by_hand(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await write(pilot, "honest", "comment")
        await pressed(pilot, "w right")
        assert texts(app)["path"].endswith("/linden-marsh-alder-finch-2026-06-26.feedback.json")
        await go_to(pilot, "name")
        await pressed(pilot, "ctrl+u")
        await type_in(pilot, "Bo")
        assert texts(app)["path"].endswith("/bo-alder-finch-2026-06-26.feedback.json")
        await go_to(pilot, "path")
        await type_in(pilot, "5")
        await go_to(pilot, "name")
        await type_in(pilot, "x")
        assert texts(app)["path"].endswith("/bo-alder-finch-2026-06-26.feedback.json5")


async def test_letters_typed_on_who_writes_are_a_name(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await write(pilot, "honest", "comment")
        await burst(pilot, "w", *"Lin")
        assert (texts(app)["person"], texts(app)["name"]) == ("Rowan Teal", "Lin")


async def test_what_was_changed_about_the_file_is_there_when_the_form_is_opened_again(service, tmp_path):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await write(pilot, "honest", "comment")
        await write(pilot, "humble", "comment")
        await write(pilot, "great", "kudos")
        await pressed(pilot, "w")
        assert any("2 comments, 1 kudos" in line for line in seen(app))
        await type_in(pilot, "Lin")
        await pressed(pilot, "escape w")
        assert texts(app)["name"] == "Lin"
        await _to(pilot, tmp_path / "out.feedback.json")
        assert open_feedback(tmp_path / "out.feedback.json").author.name == "Lin"
        assert kept(service, app).forms == {}


@pytest.mark.parametrize("place", [".", "/proc/none.json"])
async def test_a_place_that_takes_no_file_is_told_in_the_form(service, tmp_path, place):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await write(pilot, "honest", "comment")
        await pressed(pilot, "w")
        await _to(pilot, (tmp_path / place).resolve() if place == "." else Path(place))
        assert isinstance(app.screen, WriteFeedbackForm)
        assert any("!" in line for line in seen(app))
        assert "replace" not in texts(app)
        assert kept(service, app).unwritten == 1


async def test_a_file_needs_a_name_and_a_writer(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await write(pilot, "honest", "comment")
        await pressed(pilot, "w")
        await go_to(pilot, "name")
        await pressed(pilot, "ctrl+u enter")
        assert any("Your name is empty" in line for line in seen(app))
        await type_in(pilot, "Rowan")
        await go_to(pilot, "path")
        await pressed(pilot, "ctrl+u enter")
        assert any("The file has no name" in line for line in seen(app))
        await type_in(pilot, "nowhere/")
        await pressed(pilot, "enter")
        assert any("There is no folder “nowhere/”: make it first" in line for line in seen(app))


async def test_the_name_follows_who_is_chosen_but_not_one_that_was_typed(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await write(pilot, "honest", "comment")
        await pressed(pilot, "w right")
        assert texts(app)["name"] == "Linden Marsh"
        await pressed(pilot, "end")
        assert (texts(app)["person"], texts(app)["name"]) == ("none of these", "")
        await go_to(pilot, "name")
        await type_in(pilot, "Somebody else")
        await go_to(pilot, "person")
        await pressed(pilot, "home")
        assert texts(app)["name"] == "Somebody else"


async def test_who_types_the_name_of_somebody_on_the_board_is_that_person(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await write(pilot, "honest", "comment")
        await pressed(pilot, "w end")
        await go_to(pilot, "name")
        await type_in(pilot, "linden marsh")
        assert (texts(app)["person"], texts(app)["name"]) == ("Linden Marsh", "linden marsh")
        await type_in(pilot, "all")
        assert (texts(app)["person"], texts(app)["name"]) == ("none of these", "linden marshall")


async def test_the_one_whom_the_file_is_named_after_is_offered(tmp_path):
    path = put(tmp_path, invitation())
    for_her = Desk(tmp_path, path.rename(tmp_path / "alder-finch-2026-06-26-mentor-linden-marsh.learnboard.json"))
    app = for_her.app()
    async with app.run_test(size=WIDE) as pilot:
        await write(pilot, "honest", "comment")
        await pressed(pilot, "w")
        assert (texts(app)["person"], texts(app)["name"]) == ("Linden Marsh", "Linden Marsh")


@pytest.mark.parametrize(("to_on", "offered"), [("2026-05-01", "p9"), (None, "")])
async def test_a_file_is_for_whom_it_is_named_after_as_they_are_now_or_else_for_nobody(tmp_path, to_on, offered):
    twins = [
        person(id="p8", name="Nora Ash", to_on=to_on),  # a mentor, maybe until May
        person(id="p9", name="Nora Ash", relation="supervisor"),
    ]
    snapshot = invitation()  # a file without the mentor's agreement
    records = replace(snapshot.records, people=(*snapshot.records.people, *twins))
    path = put(tmp_path, replace(snapshot, records=records))
    desk = Desk(tmp_path, path.rename(tmp_path / "alder-finch-2026-06-26-mentor-nora-ash.learnboard.json"))
    app = desk.app()
    async with app.run_test(size=WIDE) as pilot:
        await write(pilot, "honest", "comment")
        await pressed(pilot, "w")
        assert texts(app)["name"] == ("Nora Ash" if offered else "")
        assert app.screen.values()[0]["person"] == (offered or None)


async def test_without_feedback_there_is_no_file(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "w")
        assert said(app).startswith("Nothing to write yet: c gives feedback")


# -- leaving ----------------------------------------------------------------------------------------------------------


async def test_leaving_tells_once_what_is_in_no_file(service):
    app = service.app()
    async with app.run_test(size=NARROW) as pilot:
        await write(pilot, "honest", "comment")
        await pressed(pilot, "q")
        assert app.is_running
        assert said(app) == "1 item is not written to a file yet: w writes it, q leaves."
        await pressed(pilot, "q")
        assert not app.is_running


async def test_escape_leaves_no_program_and_says_what_does(service):
    app = service.app()
    async with app.run_test(size=NARROW) as pilot:
        for view in "1234":
            await pressed(pilot, f"{view} escape escape")
            assert app.is_running
            assert said(app) == "This is the first screen: q leaves."
        await pressed(pilot, "q")
        assert not app.is_running


async def test_what_stands_on_another_snapshot_is_told_by_the_way_to_it(service):
    app = service.app()
    async with app.run_test(size=NARROW) as pilot:
        await write(pilot, "honest", "comment")
        await pressed(pilot, "left_square_bracket q")
        assert said(app) == "1 item on another snapshot is in no file yet: [ and ] lead there, q leaves."
        await pressed(pilot, "q")
        assert not app.is_running


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_without_anything_to_write_a_key_leaves(service, key):
    app = service.app()
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        await pressed(pilot, key)
        assert not app.is_running


async def test_what_cannot_be_kept_is_told_and_goes_on(service):
    (service.folder / "letters").write_text("in the way", encoding="utf-8")
    app = service.app()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await write(pilot, "honest", "comment")
        assert any("cannot be saved" in toast.message for toast in app._notifications)
        assert not any(toast.markup for toast in app._notifications)
        assert [item.text for item in app.mentor_session.feedback_draft.items] == ["honest"]

"""Handlers of stretches: the talks with the trusted person."""

from datetime import date

from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.model.fields import OWNER
from learnboard.domain.model.growth import About, Reflection, Stretch
from learnboard.domain.model.people import Person
from learnboard.domain.row_rules import problem
from learnboard.domain.stretches import next_talk, stage_of, talks_about
from learnboard.domain.text import clean
from learnboard.presentation.messages import sentence
from learnboard.presentation.stretch_steps import no_talk_text, talk_kept
from learnboard.presentation.stretches import TALK_QUESTION
from learnboard.service.dispatch import HandlerResult
from learnboard.service.factory import new_id
from learnboard.service.growth_commands import KeepTalk
from learnboard.storage.store import Store


def keep_talk(store: Store, command: KeepTalk, day: date) -> HandlerResult:
    """Keep a talk about a stretch as a reflection that only the owner sees.

    Raises:
        NotFound: if the stretch was deleted.
        Rejected: if it is not on, or nobody is trusted with it.
        InvalidValue: if the text is too long.
    """
    stretch = store.row(Stretch, command.stretch)
    trusted = store.find(Person, stretch.trusted_person_id) if stretch.trusted_person_id else None
    if trusted is None or stage_of(stretch, day) != "on":
        raise Rejected(no_talk_text(stretch, day))
    about, text = About("stretch", stretch.id), clean(command.text).strip()
    talk = Reflection(new_id(), day, OWNER, "stretch", about, TALK_QUESTION, text, None, None, visibility="private")
    if found := problem(talk):
        raise InvalidValue(sentence(found.message))
    talks = talks_about(stretch, [*store.rows(Reflection, occasion="stretch"), talk])
    texts = talk_kept(stretch, trusted.name, next_talk(stretch, talks, day))
    with store.step(texts.label) as record:
        record.put(talk)
    return HandlerResult(texts.message, record.changes, stretch.id)

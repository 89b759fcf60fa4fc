"""What two windows wrote about one snapshot comes together, and nothing of either is lost."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.model.feedback import Author, FeedbackItem, Target
from learnboard.service.mentor.draft_merge import merged, merged_items, merged_note
from learnboard.service.mentor.feedback_draft import FeedbackDraft

K11 = Target("key_result", "k11")
ENTRY = Target("budget_entry", "b1")


def item(id_, text="honest", revision=1, kind="comment", target=K11):
    return FeedbackItem(id_, revision, target, kind, text, None)


A, B, C = item("a"), item("b"), item("c")
A2, B2 = replace(A, text="more honest"), replace(B, text="bolder")


def draft(*items, **more):
    return FeedbackDraft("fb", items, **more)


def both(base, mine, theirs):
    return merged(base, mine, theirs, "w1")


# -- items ------------------------------------------------------------------------------------------------------------


def test_what_each_added_is_there_the_others_first():
    assert merged_items((A,), (A, B), (A, C)) == (A, C, B)


def test_what_each_changed_stays_changed():
    assert merged_items((A, B), (A2, B), (A, B2)) == (A2, B2)


def test_what_one_deleted_is_gone():
    assert merged_items((A, B), (A,), (A, B, C)) == (A, C)
    assert merged_items((A, B), (A, B, C), (B,)) == (B, C)


def test_what_one_deleted_and_the_other_changed_stays():
    assert merged_items((A, B), (A,), (A, B2)) == (A, B2)
    assert merged_items((A, B), (A, B2), (A,)) == (A, B2)


def test_of_what_both_changed_the_higher_revision_stays_and_of_two_alike_that_of_this_window_which_is_the_newest():
    high = replace(A, text="later", revision=3)
    assert merged_items((A,), (replace(A2, revision=2),), (high,)) == (high,)
    assert merged_items((A,), (high,), (replace(A2, revision=2),)) == (high,)
    assert merged_items((A,), (A2,), (replace(A, text="theirs"),)) == (A2,)


def test_where_the_other_did_nothing_the_order_of_this_window_stays():
    assert merged_items((A, B), (B, A), (A, B)) == (B, A)


IDS = st.sampled_from("abcd")
VERSIONS = st.dictionaries(IDS, st.tuples(st.sampled_from(["one", "two", "three"]), st.integers(1, 3)))


def items_of(versions):
    return tuple(item(id_, text, revision) for id_, (text, revision) in versions.items())


@given(VERSIONS, VERSIONS, VERSIONS)
def test_no_item_is_lost_but_those_deleted_in_one_and_not_changed_in_the_other(base, mine, theirs):
    found = {one.id: (one.text, one.revision) for one in merged_items(*map(items_of, (base, mine, theirs)))}
    for id_ in "abcd":
        old, own, other = base.get(id_), mine.get(id_), theirs.get(id_)
        if own == old:
            assert found.get(id_) == other
        elif other == old:
            assert found.get(id_) == own
        elif own is None or other is None:
            assert found.get(id_) == (own or other)
        else:
            assert found[id_] in (own, other)
            assert found[id_][1] == max(own[1], other[1])


@given(VERSIONS, VERSIONS)
def test_a_window_that_did_nothing_has_what_the_other_has(base, theirs):
    assert merged_items(items_of(base), items_of(base), items_of(theirs)) == items_of(theirs)


# -- the rest of a draft ----------------------------------------------------------------------------------------------


def test_what_the_other_has_put_into_the_file_and_this_window_changed_gets_the_next_revision():
    result = both(draft(A, B), draft(A2, B), draft(A, B, written={"a": 1, "b": 1}))
    assert result.items == (replace(A2, revision=2), B)
    assert result.written == {"a": 1, "b": 1}
    assert result.unwritten == 1


def test_what_was_put_into_the_file_before_keeps_the_revision_that_it_has_there():
    base = draft(replace(A2, revision=2), written={"a": 1})
    assert both(base, draft(A, written={"a": 1}), base._replace(note="theirs")).items == (A,)  # undone


def test_of_two_decisions_on_one_request_the_later_one_stays():
    approved, declined = item("x", kind="approve", target=ENTRY), item("y", kind="decline", target=ENTRY)
    other = item("z", kind="approve", target=Target("budget_entry", "b2"))
    assert both(draft(other), draft(other, declined), draft(other, approved)).items == (other, declined)


def test_the_note_of_both_stays():
    assert merged_note("a", "a", "b") == "b"
    assert merged_note("a", "b", "a") == "b"
    assert merged_note("", "mine", "theirs") == "theirs\n\nmine"
    assert merged_note("a", "a b", "a b c") == "a b c"
    assert merged_note("a", "a b c", "a b") == "a b c"
    assert merged_note("a", "", "a and b") == "a and b"


def test_half_typed_forms_of_both_stay_also_of_the_same_form():
    forms = both(
        draft(forms={"gone": {"text": "g"}, "left": {"text": "l"}}),
        draft(forms={"left": {"text": "l"}, "same": {"text": "mine"}, "note": {"note": "m"}}),
        draft(forms={"gone": {"text": "g"}, "same": {"text": "theirs"}, "write": {"name": "Ro"}}),
    ).forms
    assert forms == {
        "same": {"text": "theirs"},
        "same@w1": {"text": "mine"},
        "note": {"note": "m"},
        "write": {"name": "Ro"},
    }


def test_a_form_that_one_saved_and_the_other_types_in_stays():
    base = draft(forms={"same": {"text": "a"}})
    typed = draft(forms={"same": {"text": "ab"}})
    assert both(base, draft(), typed).forms == both(base, typed, draft()).forms == typed.forms


def test_the_author_is_whoever_was_named_last_and_the_feedback_that_of_the_first_to_save():
    rowan, lin = Author("Rowan Teal", "p-mentor"), Author("Lin", None)
    base = draft()
    assert both(base, draft(author=lin), draft(author=None)).author == lin
    assert both(base, draft(), draft(author=rowan)).author == rowan
    assert both(FeedbackDraft("new"), FeedbackDraft("new", (A,)), FeedbackDraft("first", (B,))).feedback_id == "first"

"""What a history of a key result says: what was done to it, and not its title again."""

from learnboard.presentation.history import own_history


def test_a_step_is_told_without_the_title_of_its_key_result():
    labels = [
        "set the due date of “New name”",
        "rename “Old name”",
        "check in “Old name”",
        "end that “Old name” is the Individual Learning Objective",
        "move “Old name”",
        "mark step “Old” done",
        "rename “First name”",
        "make “First name” the Individual Learning Objective",
        "add “First name”",
    ]
    assert list(own_history(labels, "New name")) == [
        "set the due date",
        "rename it, before: “Old name”",
        "check in",
        "end that it is the Individual Learning Objective",
        "move",
        "mark step “Old” done",
        "rename it, before: “First name”",
        "make it the Individual Learning Objective",
        "add",
    ]


def test_a_title_that_only_lost_its_end_in_the_label_is_known_too():
    title = "Cut p95 latency of the checkout service from 850 ms to 400 ms"
    label = "check in “Cut p95 latency of the checkout service from 85…”"
    assert list(own_history([label], title)) == ["check in"]

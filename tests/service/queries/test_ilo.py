"""The times of the Individual Learning Objective over all cycles, and what was learned in each."""

from datetime import date

from learnboard.service.queries.ilo import read_ilo_history, relations_of
from tests.builders import binary, cycle, ilo_period, objective, records, reflection

DAY = date(2026, 6, 26)


def period(id_, card, from_on, to_on=None, relation="own_interest"):
    return ilo_period(id=id_, key_result_id=card, from_on=from_on, to_on=to_on, relation=relation)


def ending(id_, card, on):
    about = {"kind": "key_result", "id": card}
    return reflection(id=id_, on=on, by_id="owner", occasion="ending", about=about, text=f"learned {id_}")


def test_times_of_all_cycles_come_newest_first_each_with_what_was_learned_in_it(service_of):
    service = service_of(
        records(
            cycle(),
            cycle(id="c0", starts_on="2025-01-01", ends_on="2025-12-31"),
            objective(),
            objective(id="o0", cycle_id="c0"),
            binary(id="a", title="card a"),
            binary(id="old", objective_id="o0", title="of 2025"),
            period("i0", "old", "2025-02-01", "2025-05-01", "team_need"),
            period("i1", "a", "2026-01-05", "2026-02-09"),
            period("i2", "a", "2026-02-10", "2026-03-01", "unrelated"),
            period("i3", "old", "2026-06-20", "2026-07-10"),  # its end is not known yet
            period("i4", "a", "2026-07-20"),  # nor that it begins
            ending("r0", "old", "2025-05-02"),
            ending("r1", "a", "2026-02-10"),  # asked on the day after its last one, on which the next began
            ending("r2", "a", "2026-03-02"),
            ending("r9", "a", "2026-08-02"),
        )
    )
    found = read_ilo_history(service.store, service.open(DAY)).entries
    assert [(each.id, each.title, [said.id for said in each.learned]) for each in found] == [
        ("i3", "of 2025", []),
        ("i2", "card a", ["r2"]),
        ("i1", "card a", ["r1"]),
        ("i0", "of 2025", ["r0"]),
    ]
    assert found[0].period.to_on is None
    assert relations_of(service.store, DAY) == {
        "old": frozenset(("team_need", "own_interest")),
        "a": frozenset(("own_interest", "unrelated")),
    }

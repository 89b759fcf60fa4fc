"""What changes from each schema of a board to the next (FORMAT.md §1). Only new and older boards need it.

A reference to a person is no foreign key, since `owner` has no row; nor is a reference inside a JSON text. Foreign
keys are checked when a step ends, and nothing cascades: the recorder deletes what belongs to a row, so that it can be
restored.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from learnboard.storage.connection import BoardFile

Change: TypeAlias = Callable[[BoardFile], None]
_to_json: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode

_SCHEMA_1: Final = """
CREATE TABLE identity (
    id TEXT NOT NULL PRIMARY KEY, owner TEXT NOT NULL, settings TEXT NOT NULL
) STRICT;
CREATE TABLE goals (
    id TEXT NOT NULL PRIMARY KEY, statement TEXT NOT NULL, status TEXT NOT NULL, horizon TEXT, why_me TEXT NOT NULL,
    why_company TEXT NOT NULL, visibility TEXT NOT NULL, position INTEGER NOT NULL
) STRICT;
CREATE TABLE cycles (
    id TEXT NOT NULL PRIMARY KEY, title TEXT NOT NULL, kind TEXT NOT NULL, starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL, planned_sessions INTEGER NOT NULL, status TEXT NOT NULL
) STRICT;
CREATE TABLE objectives (
    id TEXT NOT NULL PRIMARY KEY, cycle_id TEXT NOT NULL REFERENCES cycles (id) DEFERRABLE INITIALLY DEFERRED,
    goal_id TEXT REFERENCES goals (id) DEFERRABLE INITIALLY DEFERRED, title TEXT NOT NULL, description TEXT NOT NULL,
    approach TEXT NOT NULL, okr_type TEXT NOT NULL, origin TEXT NOT NULL, accepted_on TEXT, why_me TEXT NOT NULL,
    why_company TEXT NOT NULL, weight TEXT NOT NULL, status TEXT NOT NULL, visibility TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT;
CREATE TABLE key_results (
    id TEXT NOT NULL PRIMARY KEY, objective_id TEXT NOT NULL REFERENCES objectives (id) DEFERRABLE INITIALLY DEFERRED,
    title TEXT NOT NULL, description TEXT NOT NULL, kind TEXT NOT NULL, start TEXT, target TEXT, unit TEXT NOT NULL,
    decimals INTEGER NOT NULL, bound TEXT, minimum TEXT, maximum TEXT, period TEXT, weight TEXT NOT NULL,
    indicator TEXT, labels TEXT NOT NULL, baseline_id TEXT REFERENCES key_results (id) DEFERRABLE INITIALLY DEFERRED,
    due_on TEXT, done_on TEXT, dropped_on TEXT, drop_reason TEXT NOT NULL, visibility TEXT NOT NULL,
    private_note TEXT NOT NULL, position INTEGER NOT NULL
) STRICT;
CREATE TABLE milestones (
    id TEXT NOT NULL PRIMARY KEY, key_result_id TEXT NOT NULL REFERENCES key_results (id) DEFERRABLE INITIALLY DEFERRED,
    title TEXT NOT NULL, weight TEXT NOT NULL, due_on TEXT, done_on TEXT, position INTEGER NOT NULL
) STRICT;
CREATE TABLE check_ins (
    id TEXT NOT NULL PRIMARY KEY, key_result_id TEXT NOT NULL REFERENCES key_results (id) DEFERRABLE INITIALLY DEFERRED,
    "on" TEXT NOT NULL, value TEXT, confidence INTEGER, status TEXT, note TEXT NOT NULL, blocker TEXT
) STRICT;
CREATE TABLE people (
    id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, relation TEXT NOT NULL, kind TEXT, external INTEGER NOT NULL,
    accepted_on TEXT, from_on TEXT, to_on TEXT, agreement TEXT, visibility TEXT NOT NULL
) STRICT;
CREATE TABLE ilo_periods (
    id TEXT NOT NULL PRIMARY KEY, key_result_id TEXT NOT NULL REFERENCES key_results (id) DEFERRABLE INITIALLY DEFERRED,
    from_on TEXT NOT NULL, to_on TEXT, relation TEXT NOT NULL, helped_by_id TEXT
) STRICT;
CREATE TABLE meetings (
    id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, "on" TEXT NOT NULL, with_ids TEXT NOT NULL, held INTEGER NOT NULL,
    snapshot_id TEXT, next_on TEXT, notes TEXT NOT NULL, visibility TEXT NOT NULL
) STRICT;
CREATE TABLE topics (
    id TEXT NOT NULL PRIMARY KEY, meeting_id TEXT NOT NULL REFERENCES meetings (id) DEFERRABLE INITIALLY DEFERRED,
    text TEXT NOT NULL, tag TEXT NOT NULL
) STRICT;
CREATE TABLE actions (
    id TEXT NOT NULL PRIMARY KEY, meeting_id TEXT REFERENCES meetings (id) DEFERRABLE INITIALLY DEFERRED, who_id TEXT,
    text TEXT NOT NULL, due_on TEXT, done_on TEXT
) STRICT;
CREATE TABLE hours_policies (
    id TEXT NOT NULL PRIMARY KEY, minutes_per_week INTEGER NOT NULL, from_on TEXT NOT NULL, to_on TEXT
) STRICT;
CREATE TABLE log_entries (
    id TEXT NOT NULL PRIMARY KEY, "on" TEXT NOT NULL, minutes INTEGER NOT NULL, category TEXT NOT NULL,
    mode TEXT NOT NULL, time_source TEXT NOT NULL,
    key_result_id TEXT REFERENCES key_results (id) DEFERRABLE INITIALLY DEFERRED, text TEXT NOT NULL, energy INTEGER,
    visibility TEXT NOT NULL
) STRICT;
CREATE TABLE budgets (
    id TEXT NOT NULL PRIMARY KEY, cycle_id TEXT NOT NULL REFERENCES cycles (id) DEFERRABLE INITIALLY DEFERRED,
    currency TEXT NOT NULL, allocated TEXT NOT NULL
) STRICT;
CREATE TABLE budget_adjustments (
    id TEXT NOT NULL PRIMARY KEY, budget_id TEXT NOT NULL REFERENCES budgets (id) DEFERRABLE INITIALLY DEFERRED,
    amount TEXT NOT NULL, reason TEXT NOT NULL, approved_by_id TEXT, "on" TEXT NOT NULL
) STRICT;
CREATE TABLE budget_entries (
    id TEXT NOT NULL PRIMARY KEY, cycle_id TEXT NOT NULL REFERENCES cycles (id) DEFERRABLE INITIALLY DEFERRED,
    title TEXT NOT NULL, kind TEXT NOT NULL, currency TEXT NOT NULL, estimate TEXT NOT NULL, actual TEXT,
    state TEXT NOT NULL, key_result_id TEXT REFERENCES key_results (id) DEFERRABLE INITIALLY DEFERRED,
    expected_value TEXT NOT NULL, proposed_on TEXT, decided_on TEXT, decided_by_id TEXT, self_approved INTEGER NOT NULL,
    decision_reason TEXT NOT NULL, spent_on TEXT, shared_as TEXT, shared_on TEXT, visibility TEXT NOT NULL
) STRICT;
CREATE TABLE evaluations (
    id TEXT NOT NULL PRIMARY KEY,
    budget_entry_id TEXT NOT NULL REFERENCES budget_entries (id) DEFERRABLE INITIALLY DEFERRED, level TEXT NOT NULL,
    rating INTEGER NOT NULL, "on" TEXT NOT NULL, note TEXT NOT NULL
) STRICT;
CREATE TABLE proposals (
    id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, funding_asked TEXT NOT NULL,
    minutes_per_week INTEGER, opened_on TEXT, closes_on TEXT NOT NULL, min_responses INTEGER NOT NULL, decision TEXT,
    review_on TEXT, withdrawn_on TEXT, visibility TEXT NOT NULL
) STRICT;
CREATE TABLE responses (
    id TEXT NOT NULL PRIMARY KEY, proposal_id TEXT NOT NULL REFERENCES proposals (id) DEFERRABLE INITIALLY DEFERRED,
    by_id TEXT, "on" TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
    resolves_id TEXT REFERENCES responses (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE TABLE stretches (
    id TEXT NOT NULL PRIMARY KEY, title TEXT NOT NULL,
    key_result_id TEXT REFERENCES key_results (id) DEFERRABLE INITIALLY DEFERRED, comfort_zone TEXT NOT NULL,
    failure_looks_like TEXT NOT NULL, job_safe_by_id TEXT, plan_b TEXT NOT NULL, trusted_person_id TEXT,
    check_in_every_days INTEGER NOT NULL, from_on TEXT NOT NULL, to_on TEXT, confidence_before INTEGER,
    confidence_after INTEGER, retro_went_well TEXT NOT NULL, retro_even_better_if TEXT NOT NULL,
    visibility TEXT NOT NULL
) STRICT;
CREATE TABLE assessments (
    id TEXT NOT NULL PRIMARY KEY, instrument TEXT NOT NULL, "on" TEXT NOT NULL, by_id TEXT, levels TEXT NOT NULL,
    note TEXT NOT NULL, visibility TEXT NOT NULL
) STRICT;
CREATE TABLE feedback (
    id TEXT NOT NULL PRIMARY KEY, author TEXT NOT NULL, person_id TEXT, snapshot_id TEXT NOT NULL, target TEXT NOT NULL,
    kind TEXT NOT NULL, text TEXT NOT NULL, action TEXT, written_at TEXT NOT NULL, revision INTEGER NOT NULL,
    answer TEXT NOT NULL, reply TEXT NOT NULL, attached INTEGER NOT NULL
) STRICT;
CREATE TABLE exports (
    snapshot_id TEXT NOT NULL PRIMARY KEY, profile TEXT NOT NULL, for_id TEXT, sequence INTEGER NOT NULL,
    content_hash TEXT NOT NULL, exported_at TEXT NOT NULL, as_of TEXT NOT NULL, file TEXT
) STRICT;
CREATE TABLE steps (
    id INTEGER NOT NULL PRIMARY KEY, label TEXT NOT NULL, "at" TEXT NOT NULL, undone INTEGER NOT NULL
) STRICT;
CREATE TABLE changes (
    id INTEGER NOT NULL PRIMARY KEY, step_id INTEGER NOT NULL, "table" TEXT NOT NULL, row_id TEXT NOT NULL, before TEXT,
    after TEXT
) STRICT;
CREATE UNIQUE INDEX one_identity ON identity ((1));
CREATE INDEX objectives_of_cycle ON objectives (cycle_id, position, id);
CREATE INDEX objectives_of_goal ON objectives (goal_id);
CREATE INDEX key_results_of_objective ON key_results (objective_id, position, id);
CREATE INDEX key_results_of_baseline ON key_results (baseline_id);
CREATE INDEX milestones_of_key_result ON milestones (key_result_id, position, id);
CREATE INDEX check_ins_of_key_result ON check_ins (key_result_id, "on", id);
CREATE INDEX ilo_periods_of_key_result ON ilo_periods (key_result_id);
CREATE INDEX topics_of_meeting ON topics (meeting_id);
CREATE INDEX actions_of_meeting ON actions (meeting_id);
CREATE INDEX log_entries_by_day ON log_entries ("on", id);
CREATE INDEX log_entries_of_key_result ON log_entries (key_result_id);
CREATE INDEX budgets_of_cycle ON budgets (cycle_id);
CREATE INDEX adjustments_of_budget ON budget_adjustments (budget_id);
CREATE INDEX budget_entries_of_cycle ON budget_entries (cycle_id);
CREATE INDEX budget_entries_of_key_result ON budget_entries (key_result_id);
CREATE INDEX evaluations_of_entry ON evaluations (budget_entry_id);
CREATE INDEX responses_of_proposal ON responses (proposal_id);
CREATE INDEX responses_by_resolved ON responses (resolves_id);
CREATE INDEX stretches_of_key_result ON stretches (key_result_id);
CREATE UNIQUE INDEX exports_in_sequence ON exports (profile, coalesce(for_id, ''), sequence);
CREATE INDEX changes_of_step ON changes (step_id);
CREATE INDEX changes_of_row ON changes (row_id);
"""

_SCHEMA_2: Final = """
CREATE TABLE drafts (
    form TEXT NOT NULL, row_id TEXT NOT NULL, texts TEXT NOT NULL, "at" TEXT NOT NULL, PRIMARY KEY (form, row_id)
) STRICT;
ALTER TABLE steps ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0;
"""

_SCHEMA_3: Final = """
ALTER TABLE cycles ADD COLUMN closed_on TEXT;
ALTER TABLE cycles ADD COLUMN reflection TEXT NOT NULL DEFAULT '';
ALTER TABLE objectives ADD COLUMN decides TEXT NOT NULL DEFAULT 'me';
ALTER TABLE objectives ADD COLUMN supports TEXT NOT NULL DEFAULT '';
ALTER TABLE objectives ADD COLUMN verdict TEXT;
ALTER TABLE objectives ADD COLUMN learned TEXT NOT NULL DEFAULT '';
ALTER TABLE objectives ADD COLUMN carried_from_id TEXT REFERENCES objectives (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE key_results ADD COLUMN starts_on TEXT;
ALTER TABLE key_results ADD COLUMN ask TEXT NOT NULL DEFAULT '';
ALTER TABLE key_results ADD COLUMN own_score TEXT;
ALTER TABLE key_results ADD COLUMN own_score_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE key_results ADD COLUMN carried_from_id TEXT REFERENCES key_results (id) DEFERRABLE INITIALLY DEFERRED;
CREATE TABLE target_changes (
    id TEXT NOT NULL PRIMARY KEY, key_result_id TEXT NOT NULL REFERENCES key_results (id) DEFERRABLE INITIALLY DEFERRED,
    "on" TEXT NOT NULL, start TEXT, target TEXT, minimum TEXT, maximum TEXT, reason TEXT NOT NULL
) STRICT;
ALTER TABLE people ADD COLUMN "primary" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN asked_on TEXT;
ALTER TABLE people ADD COLUMN met_on TEXT;
ALTER TABLE people ADD COLUMN introduced_by_id TEXT;
ALTER TABLE people ADD COLUMN private_note TEXT NOT NULL DEFAULT '';
ALTER TABLE meetings ADD COLUMN pulse INTEGER;
ALTER TABLE meetings ADD COLUMN private_note TEXT NOT NULL DEFAULT '';
CREATE TABLE topics_3 (
    id TEXT NOT NULL PRIMARY KEY, meeting_id TEXT REFERENCES meetings (id) DEFERRABLE INITIALLY DEFERRED,
    text TEXT NOT NULL, tag TEXT NOT NULL, by_id TEXT, position INTEGER NOT NULL DEFAULT 0,
    visibility TEXT NOT NULL DEFAULT 'shared'
) STRICT;
INSERT INTO topics_3 (id, meeting_id, text, tag) SELECT id, meeting_id, text, tag FROM topics;
DROP TABLE topics;
ALTER TABLE topics_3 RENAME TO topics;
ALTER TABLE actions ADD COLUMN key_result_id TEXT REFERENCES key_results (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE actions ADD COLUMN visibility TEXT NOT NULL DEFAULT 'mentor';
ALTER TABLE hours_policies ADD COLUMN proposal_id TEXT REFERENCES proposals (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE hours_policies ADD COLUMN link TEXT NOT NULL DEFAULT '';
ALTER TABLE budget_entries ADD COLUMN happens_on TEXT;
ALTER TABLE budget_entries ADD COLUMN with_id TEXT;
ALTER TABLE budget_entries ADD COLUMN link TEXT NOT NULL DEFAULT '';
ALTER TABLE proposals ADD COLUMN text TEXT NOT NULL DEFAULT '';
ALTER TABLE proposals ADD COLUMN link TEXT NOT NULL DEFAULT '';
ALTER TABLE proposals ADD COLUMN invited_ids TEXT NOT NULL DEFAULT '[]';
ALTER TABLE proposals ADD COLUMN budget_entry_id TEXT REFERENCES budget_entries (id) DEFERRABLE INITIALLY DEFERRED;
CREATE TABLE stretches_3 (
    id TEXT NOT NULL PRIMARY KEY, title TEXT NOT NULL,
    key_result_id TEXT REFERENCES key_results (id) DEFERRABLE INITIALLY DEFERRED, comfort_zone TEXT NOT NULL,
    failure_looks_like TEXT NOT NULL, job_safe_by_id TEXT, plan_b TEXT NOT NULL, trusted_person_id TEXT,
    check_in_every_days INTEGER NOT NULL, from_on TEXT, to_on TEXT, confidence_before INTEGER,
    confidence_after INTEGER, retro_went_well TEXT NOT NULL, retro_even_better_if TEXT NOT NULL,
    visibility TEXT NOT NULL, safety INTEGER, safety_from TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO stretches_3 (
    id, title, key_result_id, comfort_zone, failure_looks_like, job_safe_by_id, plan_b, trusted_person_id,
    check_in_every_days, from_on, to_on, confidence_before, confidence_after, retro_went_well, retro_even_better_if,
    visibility
) SELECT
    id, title, key_result_id, comfort_zone, failure_looks_like, job_safe_by_id, plan_b, trusted_person_id,
    check_in_every_days, from_on, to_on, confidence_before, confidence_after, retro_went_well, retro_even_better_if,
    visibility
FROM stretches;
DROP TABLE stretches;
ALTER TABLE stretches_3 RENAME TO stretches;
ALTER TABLE assessments ADD COLUMN ranked TEXT NOT NULL DEFAULT '[]';
CREATE TABLE reflections (
    id TEXT NOT NULL PRIMARY KEY, "on" TEXT NOT NULL, by_id TEXT, occasion TEXT NOT NULL, about TEXT,
    question TEXT NOT NULL, text TEXT NOT NULL, rating INTEGER, verdict TEXT, visibility TEXT NOT NULL
) STRICT;
ALTER TABLE feedback ADD COLUMN levels TEXT;
ALTER TABLE feedback ADD COLUMN verdict TEXT;
CREATE TABLE local_values (id TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL) STRICT;
CREATE INDEX objectives_by_former ON objectives (carried_from_id);
CREATE INDEX key_results_by_former ON key_results (carried_from_id);
CREATE INDEX target_changes_of_key_result ON target_changes (key_result_id, "on", id);
CREATE INDEX topics_of_meeting ON topics (meeting_id);
CREATE INDEX actions_of_key_result ON actions (key_result_id);
CREATE INDEX policies_of_proposal ON hours_policies (proposal_id);
CREATE INDEX proposals_of_entry ON proposals (budget_entry_id);
CREATE INDEX stretches_of_key_result ON stretches (key_result_id);
"""
_ADDED_PARTS: Final[Mapping[tuple[str, str], dict[str, str | None]]] = {
    ("people", "agreement"): {
        "length_minutes": None,
        "owner_expects": "",
        "they_expect": "",
        "between_meetings": "",
        "ends_on": None,
    },
    ("identity", "settings"): {"cost_per_hour": None},
}
"""What schema 3 adds to values that are kept as JSON, by table and column."""


def create_tables(board: BoardFile) -> None:
    """Schema 1: the tables of the format, the exports, and the journal."""
    _execute_script(board, _SCHEMA_1)


def add_drafts(board: BoardFile) -> None:
    """Schema 2: unfinished forms are saved, and steps outlive a change of the schema as history.

    The rows of a sealed step are of an older schema: it is shown, and cannot be undone.
    """
    _execute_script(board, _SCHEMA_2)


def add_minor_1(board: BoardFile) -> None:
    """Schema 3: what the format's minor 1 brought, and a table for what a board keeps for itself."""
    _execute_script(board, _SCHEMA_3)
    for table, column in _ADDED_PARTS:
        cells = board.query(f"SELECT rowid, CAST({column} AS BLOB) FROM {table} WHERE {column} IS NOT NULL")
        board.execute_many(
            f"UPDATE {table} SET {column} = ? WHERE rowid = ?",
            [(text, rowid) for rowid, cell in cells if (text := with_added_parts(table, column, cell)) is not None],
        )


def with_added_parts(table: str, column: str, cell: str | bytes) -> str | None:
    """Return a cell of an older schema with what schema 3 adds to the value in it; None if it stays as it is.

    What is no JSON object is left to whoever reads the row, and to “learnboard doctor”.
    """
    added = _ADDED_PARTS.get((table, column))
    try:
        part = json.loads(cell) if added else None
    except (ValueError, RecursionError):
        return None
    return _to_json(part | added) if added and isinstance(part, dict) else None


def _execute_script(board: BoardFile, script: str) -> None:
    for statement in filter(None, map(str.strip, script.split(";"))):
        board.execute(statement)


CHANGES: Final[Sequence[Change]] = (create_tables, add_drafts, add_minor_1)

"""A learning plan, told of exactly what would leave as a snapshot of its profile."""

from dataclasses import replace

from learnboard.domain.errors import Rejected
from learnboard.domain.report import board_report
from learnboard.exchange.plan_markdown import plan_markdown
from learnboard.presentation.plan import NO_PLAN, Plan, plan_of
from learnboard.service.export.prepare import PreparedExport


def tell_plan(prepared: PreparedExport) -> Plan:
    """Return the plan of a prepared export.

    Raises:
        Rejected: if there is no cycle to plan.
    """
    snapshot, cycle = prepared.snapshot, prepared.cycle
    if cycle is None:
        raise Rejected(NO_PLAN)
    report = board_report(snapshot.records, snapshot.as_of, cycle.id)
    # A plan looks ahead: a policy that begins later belongs to it.
    planned = replace(report.records, hours_policies=snapshot.records.hours_policies)
    return plan_of(replace(report, records=planned, withheld=snapshot.withheld))


def plan_document(plan: Plan) -> bytes:
    """Return a plan in Markdown."""
    return plan_markdown(plan)

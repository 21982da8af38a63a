"""Each answer to a request for records as a row of its own, so that it goes with the person it is about."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

REQUESTS = sa.table("records_requests", *map(sa.column, ("request_id", "lines", "body", "answers")))
ANSWERS = sa.table(
    "records_answers", *map(sa.column, ("request_id", "place", "registrant_id", "asked", "body"))
)
REGISTRANTS = sa.table("registrants", *map(sa.column, ("registrant_id", "registry_id", "full_name")))


def upgrade() -> None:
    """Lay the table, part what was kept whole, and find again whom each answer is about."""
    op.create_table(
        "records_answers",
        sa.Column("request_id", sa.String(length=64), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("request_id", "place", name=op.f("pk_records_answers")),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["records_requests.request_id"],
            name=op.f("fk_records_answers_request_id_records_requests"),
        ),
    )
    op.create_index("ix_records_answers_registrant_id", "records_answers", ["registrant_id"])
    op.add_column("records_requests", sa.Column("answers", sa.Integer(), server_default="0", nullable=False))
    _part()
    op.drop_column("records_requests", "lines")


def _part() -> None:
    session = op.get_bind()
    for request_id, body in session.execute(sa.select(REQUESTS.c.request_id, REQUESTS.c.body)).all():
        parts = [json.loads(part) for part in body.split("\n")]
        answers = [one for part in parts for one in part["value"]["answers"]]
        for place, one in enumerate(answers):
            row = {"request_id": request_id, "place": place, "asked": one["asked"], "body": _text(one)}
            session.execute(sa.insert(ANSWERS).values(**row, registrant_id=_whose(session, one)))
        head = _text({**parts[0]["value"], "answers": []})
        mine = sa.update(REQUESTS).where(REQUESTS.c.request_id == request_id)
        session.execute(mine.values(body=head, answers=len(answers)))


def _text(value: object) -> str:
    return json.dumps({"appear": 1, "value": value}, ensure_ascii=False, separators=(",", ":"))


def _whose(session: sa.Connection, answer: dict[str, Any]) -> str:
    """By the registration number that was asked for, else by the name that was given or asked for, where one
    person alone bears it; else nobody's: what is said of one must not go with another."""
    number = re.sub(r"[\s\-\u2010-\u2015\u2212]", "", answer["asked"]).upper()
    for column, wanted in ((REGISTRANTS.c.registry_id, {number}), (REGISTRANTS.c.full_name, _names(answer))):
        found = sa.select(REGISTRANTS.c.registrant_id).where(column.in_(wanted), column != "")
        who = session.execute(found.limit(2)).scalars().all()
        if who:
            return str(who[0]) if len(who) == 1 else ""
    return ""


def _names(answer: dict[str, Any]) -> set[str]:
    given = {text for part in answer["given"] if part["name"] == "name" for text in _texts(part["says"])}
    return {*given, answer["asked"].split(",")[0]}


def _texts(value: object) -> Iterator[str]:
    """Every text inside ``value``."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)

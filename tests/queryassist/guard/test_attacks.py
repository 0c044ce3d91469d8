"""Every attack of Queen's own list, on each layer alone and on all together."""

from __future__ import annotations

from collections import Counter

import pytest

from queryassist import doctor, free_sql, reader_schema, selectors
from queryassist.attacks import ATTACKS, Holder
from queryassist.attacks.expressions import POSITIONS
from queryassist.guard import Layer, SqlRefused

KINDS = Counter(attack.kind for attack in ATTACKS)


def test_the_list_is_long_and_names_each_attack_once() -> None:
    assert len({(a.kind, a.name, a.position) for a in ATTACKS}) == len(ATTACKS) > 1_000
    assert {attack.position for attack in ATTACKS} >= set(POSITIONS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_guard_alone_refuses_what_it_should(kind: str) -> None:
    relations = selectors.list_all_relations()
    for attack in (attack for attack in ATTACKS if attack.kind == kind):
        try:
            free_sql.check(attack.sql, relations)
            refused = False
        except SqlRefused:
            refused = True
        assert refused == (Holder.GUARD in attack.held_by), attack


@pytest.mark.django_db(transaction=True, databases=["default", "reader"])
def test_the_database_alone_and_the_whole_way_hold_what_they_should() -> None:
    reader_schema.rebuild()

    report = doctor.try_attacks()

    assert [verdict.attack for verdict in report.open] == []
    for verdict in report.verdicts:
        assert verdict.guard is not None, verdict.attack
        if Holder.DATABASE in verdict.attack.held_by:
            assert verdict.database is not None, verdict.attack
        if Holder.COST in verdict.attack.held_by:
            assert verdict.guard is Layer.COST, verdict.attack
        if Holder.SIZE in verdict.attack.held_by:
            assert verdict.guard is Layer.SIZE, verdict.attack


def test_an_attack_that_a_layer_lets_through_is_open() -> None:
    attack = next(attack for attack in ATTACKS if Holder.DATABASE in attack.held_by)

    assert doctor.Verdict(attack=attack, guard=Layer.FUNCTION, database=None).is_open
    assert doctor.Verdict(attack=attack, guard=None, database=None).is_open
    assert not doctor.Verdict(attack=attack, guard=Layer.FUNCTION, database="X").is_open

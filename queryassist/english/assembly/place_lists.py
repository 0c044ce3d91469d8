"""Lists of places of several kinds: "in Osaka and Paris" is in either, a region and a city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from queryassist.english.boolean import any_of
from queryassist.english.clauses.parts import Clause, Link, LinkPart, TestPart
from queryassist.english.sentence import Sentence
from queryassist.english.words.roles import Role

_JOINTS = (Link.AND, Link.OR, Link.COMMA)


def with_places_listed(sentence: Sentence, clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, each list of places that differ in kind as one test.

    Where "and" stands between places of one kind, rows in either are meant too. A verb between
    them ("from Japan and living in Tokyo") makes two conditions.
    """
    found: list[Clause] = []
    listed = _List()
    for clause in clauses:
        if listed.places and _is_joint(clause):
            listed.joints.append(clause)
        elif _is_place(sentence, clause) and (
            not listed.places or listed.goes_on(sentence, clause)
        ):
            listed.add(clause)
        else:
            found.extend(listed.folded(sentence))
            listed = _List([clause]) if _is_place(sentence, clause) else _List()
            found.extend(() if listed.places else (clause,))
    return [*found, *listed.folded(sentence)]


@dataclass(slots=True)
class _List:
    """Places with what joins them, and the joints after the last of them."""

    places: list[Clause] = field(default_factory=list)
    inner: list[Clause] = field(default_factory=list)
    joints: list[Clause] = field(default_factory=list)

    def goes_on(self, sentence: Sentence, clause: Clause) -> bool:
        """Whether a place is the next of the list."""
        opening = sentence.words[clause.start : clause.end]
        joined = bool(self.joints) or opening[0] == "and"
        if opening[0] == "and":
            opening = opening[1:]
        leads = sentence.words[self.places[0].start] == opening[0]
        named = leads or sentence.role(clause.end - len(opening), Role.PREPOSITION) is None
        return named and joined

    def add(self, clause: Clause) -> None:
        self.inner.extend(self.joints)
        self.places.append(clause)
        self.joints = []

    def folded(self, sentence: Sentence) -> list[Clause]:
        """Return the places as one clause where their kinds differ, else all as they were."""
        tests = [clause.part for clause in self.places if isinstance(clause.part, TestPart)]
        joined = any(clause.part == LinkPart(Link.AND) for clause in self.inner)
        joined = joined or any(sentence.words[clause.start] == "and" for clause in self.places[1:])
        if len({test.column for test in tests}) < 2 or not (joined or len(tests) > 2):
            return sorted(
                (*self.places, *self.inner, *self.joints), key=lambda clause: clause.start
            )
        condition = any_of(test.condition for test in tests)
        test = TestPart(condition, tests[0].column, equality=True)
        return [Clause(self.places[0].start, self.places[-1].end, test), *self.joints]


def _is_joint(clause: Clause) -> bool:
    return isinstance(clause.part, LinkPart) and clause.part.link in _JOINTS


def _is_place(sentence: Sentence, clause: Clause) -> bool:
    """Whether the clause names one place or more, and says nothing else of rows."""
    part = clause.part if isinstance(clause.part, TestPart) else None
    column = sentence.world.dataset.find_column(part.column) if part is not None else None
    return (
        part is not None
        and column is not None
        and column.indexed
        and part.equality
        and not part.negated
    )

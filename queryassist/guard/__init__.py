"""SQL written by people, checked and written anew; knows no database, no clock and no Django.

A statement is parsed into a tree, and the tree is written as text by an allow-list of its own: a
node, function, type or name that is not on it is refused. What runs is never what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from queryassist.guard.gathering import Gathering
from queryassist.guard.growth import check_growth
from queryassist.guard.parsing import MAX_LENGTH, TOO_DEEP, parse, parse_written
from queryassist.guard.queries import Queries
from queryassist.guard.refusals import Layer, SqlRefused
from queryassist.guard.scopes import Relation
from queryassist.guard.zones import check_zones

__all__ = ["MAX_LENGTH", "Gathering", "Guarded", "Layer", "Relation", "SqlRefused", "guard"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """A statement that may run: ``text`` ends after the row cap, ``whole`` does not.

    ``columns`` are the names of the result's columns in order; names may be there twice.
    """

    text: str
    whole: str
    columns: tuple[str, ...]
    gathering: Gathering


def guard(text: str, relations: Iterable[Relation], *, schema: str, max_rows: int) -> Guarded:
    """Return the statement as it may run over ``relations``; SqlRefused where it may not.

    ``max_rows`` is the LIMIT that is imposed; a smaller one of the statement's own stays.
    """
    known = tuple(relations)
    try:
        tree = parse(text)
        whole, columns = Queries(known, schema=schema).statement(tree)
        gathering = Gathering.of(tree, check_growth(tree))
        check_zones(tree, {column for relation in known for column in relation.columns})
        capped, _ = Queries(known, schema=schema, max_rows=max_rows).statement(tree)
        again, _ = Queries(known, schema=schema, max_rows=max_rows).statement(parse_written(capped))
    except RecursionError as error:
        raise SqlRefused(Layer.TEXT, TOO_DEEP) from error
    if again != capped:
        message = "The statement is not read the same way twice. Write it in a simpler form."
        raise SqlRefused(Layer.REWRITE, message)
    return Guarded(text=capped, whole=whole, columns=columns, gathering=gathering)

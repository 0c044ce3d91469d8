"""Shares: which conditions are the whole, and which the part of it that is asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile

from queryassist.catalog import Column
from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.logic import Combined
from queryassist.english.assembly.orders import index_of, passed_over, ranked_groups
from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.assembly.questions_back import which_percentage, which_share
from queryassist.english.assembly.share_split import gathered, place_of_share, split
from queryassist.english.boolean import all_of, alternatives_of
from queryassist.english.clauses.figures import COUNT
from queryassist.english.clauses.parts import (
    AnaphorPart,
    Ask,
    AskPart,
    Clause,
    ColumnsPart,
    FiguresPart,
    GroupPart,
    HavingPart,
    Link,
    LinkPart,
    MeasurePart,
    NounPart,
    ShareTestPart,
    TestPart,
)
from queryassist.spec import Condition, Function, GroupKey, Having, Measure, QuerySpec


@dataclass(frozen=True, slots=True)
class _Share:
    """The whole, the parts of it whose shares are asked for, and columns that tell groups apart."""

    whole: Condition | None
    parts: tuple[Condition, ...]
    keys: list[GroupKey]


def share_spec(draft: Draft, head: Column | None) -> QuerySpec:
    """Return the spec of "what percentage of …".

    Without any condition, each group's share of everything is meant. ``head`` is the column
    whose values are asked about ("which country has the highest share of …").
    """
    if draft.asks & {Ask.MORE, Ask.FEWER}:
        raise ask_back("One share minus another? Please ask for both, as in “men vs women”.")
    _refuse_other_figures(draft)
    share = _share_of(gathered(draft))
    keys = [key for group in draft.all(GroupPart) for key in group.keys]
    if head is not None:
        keys.append(GroupKey(column=head.name))
    counted = _counted_column(draft)
    if counted is not None:
        keys.append(GroupKey(column=counted))
    keys.extend(share.keys)
    if not keys and not share.parts:
        heads = [column for each in draft.all(ColumnsPart) for column in each.columns]
        keys = [GroupKey(column=column.name) for column in heads]
    if not share.parts and not keys:
        raise which_share(draft)
    if draft.has(ShareTestPart) and not keys:
        raise which_percentage(draft)
    spec = QuerySpec(
        dataset=draft.sentence.world.dataset.name,
        where=share.whole,
        measures=_measures(draft, share),
        group_by=tuple(dict.fromkeys(keys)),
    )
    if draft.has(HavingPart) and not keys:
        raise which_share(draft)
    ranked = _ranked(draft, spec) if keys else spec
    if counted is not None:
        return replace(ranked, count_groups=True, order_by=(), limit=None)
    return ranked


def _refuse_other_figures(draft: Draft) -> None:
    """Raise Puzzled where a second share or an average stands beside the share."""
    clauses = draft.clauses
    shares = [
        i for i, c in enumerate(clauses) if isinstance(c.part, AskPart) and c.part.ask is Ask.SHARE
    ]
    tests = [i for i, c in enumerate(clauses) if isinstance(c.part, TestPart)]
    if len(shares) > 1 and tests and shares[1] < tests[-1] and any(t < shares[1] for t in tests):
        raise ask_back("Those are two shares. Please name both sides, as in “men vs women”.")
    figures = {part.function for part in draft.all(MeasurePart) if part.column is not None}
    if draft.has(FiguresPart) or figures - {Function.SUM, Function.COUNT_DISTINCT}:
        raise ask_back("I read a share by itself. Please ask for the other figure after it.")


def _counted_column(draft: Draft) -> str | None:
    """ "In how many countries are over half of the users verified": what is counted."""
    counted = [p.column for p in draft.all(MeasurePart) if p.function is Function.COUNT_DISTINCT]
    return counted[0] if counted and draft.has(ShareTestPart) else None


def _share_of(draft: Draft) -> _Share:
    draft, period = _without_period(draft)
    draft, each = _without_each(draft)
    spans = split(draft)
    wholes = [draft.condition(*span) for span in spans.whole]
    present = [whole.condition for whole in wholes if whole.condition is not None]
    listed = [name for whole in wholes for name in _told_apart(draft, whole)]
    if any(whole.sides for whole in wholes):
        raise which_share(draft)
    present += period
    if each is not None and each.condition is not None:
        present.append(each.condition)
        listed += each.listed
    return _Share(
        all_of(present) if present else None,
        _parts(draft, draft.condition(*spans.part)),
        [GroupKey(column=name) for name in listed],
    )


def _without_each(draft: Draft) -> tuple[Draft, Combined | None]:
    """Return the draft without the "Tokyo and Osaka" of "in each of Tokyo and Osaka", and these.

    Each of them is a whole of its own, wherever they stand.
    """
    clauses = draft.clauses
    asked = (i for i, clause in enumerate(clauses) if clause.part == AskPart(Ask.APART))
    place = next(asked, len(clauses))
    tests = [i for i in range(place, len(clauses)) if isinstance(clauses[i].part, TestPart)]
    told = takewhile(lambda i: _column(clauses[i]) == _column(clauses[tests[0]]), tests)
    end = max(told, default=place) + 1
    if place + 1 not in tests:
        return draft, None
    return Draft(draft.sentence, [*clauses[:place], *clauses[end:]]), draft.condition(place, end)


def _column(clause: Clause) -> str | None:
    return clause.part.column if isinstance(clause.part, TestPart) else None


def _without_period(draft: Draft) -> tuple[Draft, list[Condition]]:
    """ "What percentage of orders were refused this month": of those of this month.

    So where no word says what happened then, and there is more to be a part of them.
    """
    name, clauses = draft.sentence.world.dataset.time_column, draft.clauses
    tested = {i: c.part.column for i, c in enumerate(clauses) if isinstance(c.part, TestPart)}
    periods = [index for index, column in tested.items() if column == name]
    if draft.event_columns or len(periods) != 1 or len(tested) == 1:
        return draft, []
    place = periods[0]
    period = draft.condition(place, place + 1).condition
    rest = Draft(draft.sentence, [*clauses[:place], *clauses[place + 1 :]])
    return rest, [] if period is None else [period]


def _told_apart(draft: Draft, combined: Combined) -> list[str]:
    """Return the columns whose values are told apart: "men and women", "Tokyo vs Osaka"."""
    dataset = draft.sentence.world.dataset
    names = combined.listed
    apart = draft.compares or Ask.APART in draft.asks
    return [name for name in names if apart or not dataset.get_column(name).indexed]


def _parts(draft: Draft, part: Combined) -> tuple[Condition, ...]:
    """Return the parts whose shares are asked for: one, or each side of "men vs women"."""
    if part.condition is None:
        return ()
    if not part.sides and not _told_apart(draft, part):
        return (part.condition,)
    if part.sides and part.without_sides is None:
        return part.sides
    sides = alternatives_of(part.condition)
    if not sides:
        raise which_share(draft)
    return sides


def _measures(draft: Draft, share: _Share) -> tuple[Measure, ...]:
    """Return the shares, after the counts where both are asked for."""
    column = _summed_column(draft)
    parts = share.parts or (None,)
    too = _counts_too(draft)
    counted = (None,) if too and _counts_all(draft) else parts
    counts = [replace(COUNT, where=part) for part in counted] if too else []
    shares = [Measure(function=Function.SHARE, column=column, where=part) for part in parts]
    return (*counts, *shares)


def _counts_too(draft: Draft) -> bool:
    """Whether a count is asked for beside the share: "number and percentage of users"."""
    asks = {c.part.ask: i for i, c in enumerate(draft.clauses) if isinstance(c.part, AskPart)}
    if Ask.COUNT not in asks:
        return False
    first, last = sorted((asks[Ask.COUNT], place_of_share(draft)))
    between = [clause.part for clause in draft.clauses[first:last]]
    return any(isinstance(part, LinkPart) and part.link is Link.AND for part in between)


def _counts_all(draft: Draft) -> bool:
    """Whether the count is of all rows: "the number of users and the share of women"."""
    place = place_of_share(draft)
    share, after = draft.clauses[place], draft.clauses[place + 1 :]
    count = next(i for i, c in enumerate(draft.clauses) if c.part == AskPart(Ask.COUNT))
    if after and isinstance(after[0].part, AnaphorPart):
        return not any(c.part == LinkPart(Link.COPULA) for c in draft.clauses[count:place])
    rows = [i for i, c in enumerate(draft.clauses) if isinstance(c.part, NounPart)]
    if count > place:
        return count + 1 in rows
    verb = any(c.part == LinkPart(Link.COPULA) for c in after)
    of_some = draft.sentence.words[share.end - 1] == "of" and not verb
    return of_some and any(row < place for row in rows)


def _summed_column(draft: Draft) -> str | None:
    """ "The share of the total balance", "of money in Japan": one of a sum."""
    figures = [part for part in draft.all(MeasurePart) if part.function is Function.SUM]
    named = [part.column for part in figures if part.column is not None]
    after = [clause.part for clause in draft.clauses[place_of_share(draft) :]]
    columns = [part.columns[0] for part in after if isinstance(part, ColumnsPart)]
    named.extend(column.name for column in columns if column.type.is_number)
    return named[0] if named else None


def _ranked(draft: Draft, spec: QuerySpec) -> QuerySpec:
    """Return the spec with its groups tested and ranked by their share."""
    measures = list(spec.measures)
    place = next(i for i, m in enumerate(measures) if m.function is Function.SHARE)
    tested = [(place, part.tests) for part in draft.all(ShareTestPart)]
    tested += [(index_of(measures, part.measure), part.tests) for part in draft.all(HavingPart)]
    having = tuple(
        Having(measure=index, operator=operator, value=value)
        for index, tests in tested
        for operator, value in tests
    )
    order, limit = ranked_groups(draft, spec.group_by, measures)
    spec = replace(spec, measures=tuple(measures), having=having, order_by=order, limit=limit)
    return replace(spec, offset=passed_over(draft) if limit is not None else 0)

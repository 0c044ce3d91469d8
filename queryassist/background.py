"""What stands behind an answer: its share of all, the period before, how fresh the data is, and
why nothing was found.

All of it is asked as specs, so that whatever holds for questions holds for this too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from queryassist import conf, selectors
from queryassist.access import Access
from queryassist.answering import answer_spec
from queryassist.answers import Answer, Status
from queryassist.catalog import Dataset
from queryassist.chips import changed
from queryassist.describe import Describer
from queryassist.english.boolean import all_of
from queryassist.exceptions import AccessDenied, SpecError
from queryassist.formats import Cell, ResultColumn, format_figure, format_moment
from queryassist.models import Question
from queryassist.offers import Offer, list_offers
from queryassist.periods import Period, period_before
from queryassist.recording import restored
from queryassist.spec import Condition, Function, Measure, QuerySpec

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A change of the reading, and how many rows it would then find."""

    offer: Offer
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """Sentences about an answer, and where it found nothing the ways to find something."""

    facts: tuple[str, ...] = ()
    is_empty: bool = False
    ways: tuple[Way, ...] = ()
    problem: str = ""


def background_of(question: Question, person: AbstractBaseUser | None, now: datetime) -> Background:
    """Return what stands behind the answer to a question, found with two statements at most.

    ``now`` is aware. Where the database fails, or takes longer than its short limit, ``problem``
    says so. Question.DoesNotExist where the question has no reading.
    """
    spec, dataset = selectors.get_reading(question)
    access = selectors.get_access(person)
    look = _Look(spec=spec, dataset=dataset, access=access, answer=restored(question))
    try:
        return look.background(now)
    except (SpecError, AccessDenied) as error:
        return Background(problem=str(error))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    spec: QuerySpec
    dataset: Dataset
    access: Access
    answer: Answer

    def background(self, now: datetime) -> Background:
        offers = self._offers() if self._is_empty() else ()
        counts = self._counts(offers)
        if counts.status is not Status.ANSWERED:
            return Background(problem=counts.message)
        matching, whole, newest, *found = counts.rows[0]
        facts = (
            self._share(matching, whole),
            self._change(),
            self._freshness(newest, now),
        )
        return Background(
            facts=tuple(fact for fact in facts if fact),
            is_empty=bool(offers),
            ways=tuple(
                Way(offer=offer, count=count)
                for offer, count in zip(offers, found, strict=True)
                if isinstance(count, int) and count
            ),
        )

    def _counts(self, offers: tuple[Offer, ...]) -> Answer:
        """Return all counts from one scan, in one row."""
        freshness = self.dataset.freshness_column
        newest = Measure(function=Function.MAX, column=freshness) if freshness else _count(None)
        measures = (
            _count(self._matching()),
            _count(None),
            newest,
            *(_count(offer.where) for offer in offers),
        )
        return self._ask(QuerySpec(dataset=self.dataset.name, measures=measures))

    def _ask(self, spec: QuerySpec) -> Answer:
        return answer_spec(spec, self.dataset, self.access, timeout_ms=conf.background_timeout_ms())

    def _matching(self) -> Condition | None:
        """Return which rows a single count counts; None for all of them and for other figures."""
        conditions = [
            condition
            for condition in (self.spec.where, *(m.where for m in self._single_count()))
            if condition is not None
        ]
        return all_of(conditions) if conditions else None

    def _single_count(self) -> tuple[Measure, ...]:
        measures = self.spec.measures
        is_single = len(measures) == 1 and not self.spec.group_by
        is_count = is_single and measures[0].function is Function.COUNT
        return measures if is_count and not measures[0].is_derived else ()

    def _is_empty(self) -> bool:
        """Return whether nothing was found because of conditions that chips can change."""
        if self.spec.where is None or self.spec.having or self.spec.offset:
            return False
        if self.spec.group_by or not self.spec.measures:
            return not self.answer.rows
        return bool(self._single_count()) and self.answer.rows == ((0,),)

    def _offers(self) -> tuple[Offer, ...]:
        if self.spec.where is None:
            return ()
        zone, values = conf.zone(), selectors.get_values(self.dataset)
        return tuple(
            replace(offer, where=changed(self.spec, offer.change, self.dataset, zone).where)
            for offer in list_offers(self.spec.where, self.dataset, values, zone)
        )

    def _share(self, matching: Cell, whole: Cell) -> str:
        if not self._single_count() or self._matching() is None:
            return ""
        if not isinstance(matching, int) or not isinstance(whole, int) or not whole:
            return ""
        return f"{_percent(Decimal(100 * matching) / whole)} of all {whole:,} {self.dataset.nouns}"

    def _change(self) -> str:
        period = period_before(self.spec.where, conf.zone())
        is_figure = len(self.spec.measures) == 1 and not self.spec.group_by
        if period is None or not is_figure or not self.answer.rows:
            return ""
        if self.dataset.get_column(period.column).overwritten:
            return ""
        before = self._ask(replace(self.spec, where=period.where))
        if before.status is not Status.ANSWERED:
            return ""
        return _compared(self.answer.rows[0][0], before, period)

    def _freshness(self, newest: Cell, now: datetime) -> str:
        zone = conf.zone()
        fact = f"As of {now.astimezone(zone):%H:%M %Z}"
        if not isinstance(newest, datetime) or self.dataset.freshness_column is None:
            return fact
        name = Describer(self.dataset, zone).figure(Function.MAX, self.dataset.freshness_column)
        return f"{fact}; {name}: {format_moment(newest.astimezone(zone).replace(microsecond=0))}"


def _count(condition: Condition | None) -> Measure:
    return Measure(function=Function.COUNT, where=condition)


def _compared(figure: Cell, before: Answer, period: Period) -> str:
    """Return how a figure changed: "20% more than the 10 from 2025-02-01 until 2025-03-01 UTC"."""
    zone, column = conf.zone(), before.columns[0]
    now, earlier = _amount(figure), _amount(before.rows[0][0])
    if now is None or earlier is None:
        return ""
    start, end = (_day_or_minute(moment.astimezone(zone)) for moment in (period.start, period.end))
    span = f"from {start} until {end} {period.end.astimezone(zone):%Z}"
    told = format_figure(earlier, column, zone)
    if now == earlier:
        return f"The same as the {told} {span}"
    return f"{_difference(now, earlier, column)} than the {told} {span}"


def _day_or_minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}" if moment.time() == time() else f"{moment:%Y-%m-%d %H:%M}"


def _amount(cell: Cell) -> Decimal | None:
    return Decimal(cell) if isinstance(cell, int | Decimal) else None


def _difference(figure: Decimal, earlier: Decimal, column: ResultColumn) -> str:
    side = "more" if figure > earlier else "less"
    if column.kind == "percent":
        return f"{_percent(abs(figure - earlier)).rstrip('%')} percentage points {side}"
    if earlier <= 0:
        return f"{format_figure(abs(figure - earlier), column, conf.zone())} {side}"
    return f"{_percent(100 * abs(figure - earlier) / earlier)} {side}"


def _percent(value: Decimal) -> str:
    return format_figure(value, ResultColumn(name="", label="", kind="percent"), conf.zone())

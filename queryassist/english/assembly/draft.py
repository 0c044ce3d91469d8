"""What a question asks for, collected from its clauses, before it is turned into a QuerySpec."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from queryassist.catalog import ColumnType
from queryassist.english.assembly.brackets import folded
from queryassist.english.assembly.logic import Combined, UnclearLogic, combine
from queryassist.english.assembly.place_lists import with_places_listed
from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.clauses.differences import OUTNUMBER
from queryassist.english.clauses.linking import names_rows
from queryassist.english.clauses.paced_actives import is_metric, is_short_metric
from queryassist.english.clauses.parts import (
    AnaphorPart,
    Ask,
    AskPart,
    Clause,
    ColumnsPart,
    FiguresPart,
    FillerPart,
    GroupPart,
    Link,
    LinkPart,
    MeasurePart,
    NounPart,
    OrderPart,
    Part,
    TestPart,
)
from queryassist.english.clauses.text_conditions import named_person
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import ComparativeWord, EventWord
from queryassist.english.words.roles import Role
from queryassist.spec import Function, GroupKey, TimeUnit

P = TypeVar("P", bound=Part)

_ADDING = frozenset({"add", "also", "too", "plus", "additionally", "include"})
_MORE = frozenset("more fewer less higher lower larger smaller bigger greater".split())
_UNITS = frozenset(unit.value for unit in TimeUnit)
_TOGETHER = ("overall", "altogether", "all together", "in total")


@dataclass(slots=True)
class Draft:
    """The bound clauses of a question, by kind."""

    sentence: Sentence
    clauses: list[Clause]
    asks: set[Ask] = field(init=False)

    def __post_init__(self) -> None:
        self.asks = {part.ask for part in self.all(AskPart)}
        if self.links(Link.OR) and any(map(self._compares_kinds, self.clauses)):
            self.asks.add(Ask.COMPARE)

    def _compares_kinds(self, clause: Clause) -> bool:
        """Whether a clause is the "older" of "who is older, men or women"."""
        compared = self.sentence.find(clause.start, ComparativeWord) is not None
        return compared and isinstance(clause.part, FiguresPart)

    def all(self, kind: type[P]) -> list[P]:
        """Return the parts of one kind, in order."""
        return [clause.part for clause in self.clauses if isinstance(clause.part, kind)]

    def has(self, *kinds: type[Part]) -> bool:
        """Whether there is a part of one of the kinds."""
        return any(isinstance(clause.part, kinds) for clause in self.clauses)

    def first(self, kind: type[P]) -> P | None:
        return next(iter(self.all(kind)), None)

    def place(self, kind: type[Part]) -> int | None:
        """Return the index of the first clause of a kind."""
        for index, clause in enumerate(self.clauses):
            if isinstance(clause.part, kind):
                return index
        return None

    @property
    def has_noun(self) -> bool:
        sentence = self.sentence
        return self.has(NounPart) or any(
            is_short_metric(sentence, c.start) or named_person(sentence, c.start) is not None
            for c in self.clauses
        )

    @property
    def has_metric(self) -> bool:
        """Whether a number of people is named by a word for it: "monthly active users"."""
        return any(
            isinstance(clause.part, TestPart) and is_metric(self.sentence, clause.start)
            for clause in self.clauses
        )

    @property
    def has_event_noun(self) -> bool:
        """Whether rows are spoken of by what happened: "signups"."""
        sentence = self.sentence
        return any(
            sentence.find(clause.start, EventWord, lambda word: word.noun) is not None
            for clause in self.clauses
        )

    @property
    def event_columns(self) -> tuple[str, ...]:
        """The timestamps whose events the question names."""
        names = (self._event_of(clause) for clause in self.clauses)
        return tuple(dict.fromkeys(name for name in names if name is not None))

    def _event_of(self, clause: Clause) -> str | None:
        """Return the timestamp of an event named here: of several, the one that is tested."""
        senses = self.sentence.senses(clause.start)
        events = [(end, sense.column) for end, sense in senses if isinstance(sense, EventWord)]
        named = [
            column.name
            for end, column in events
            if end == events[0][0] and column.type is ColumnType.TIMESTAMP
        ]
        tested = clause.part.column if isinstance(clause.part, TestPart) else None
        return tested if tested in named else next(iter(named), None)

    @property
    def compares(self) -> bool:
        """Whether values are set side by side: "compare", "versus"."""
        return self.links(Link.VERSUS) or Ask.COMPARE in self.asks

    def links(self, link: Link) -> bool:
        """Whether there is such a word between parts."""
        return any(part.link is link for part in self.all(LinkPart))

    @property
    def more_or_fewer(self) -> str | None:
        """Return the "more" or "higher" that sets two figures against each other."""
        if OUTNUMBER in self.sentence.words:
            return "more"
        compared = [
            self.sentence.words[clause.start]
            for clause in self.clauses
            if isinstance(clause.part, AskPart) and clause.part.ask is Ask.COMPARE
        ]
        if self.links(Link.VERSUS) and "than" in self.sentence.words:
            # "(a) higher average balance than men" is read as an order.
            compared += [
                word
                for clause in self.clauses
                if isinstance(clause.part, OrderPart)
                for word in self.sentence.words[clause.start : clause.start + 2]
            ]
        return next((word for word in compared if word in _MORE), None)

    @property
    def only_compares(self) -> bool:
        """Whether "compare" stands with no figure of its own: "compare by gender"."""
        return Ask.COMPARE in self.asks and not self.figures

    @property
    def figures(self) -> bool:
        """Whether a figure other than a count is named."""
        return self.has(MeasurePart, FiguresPart)

    @property
    def averages(self) -> bool:
        """Whether "on average" stands somewhere by itself."""
        return any(part.function is Function.AVG for part in self.all(MeasurePart))

    @property
    def starts_with_bucket(self) -> bool:
        """Whether a period is asked for: "which month", "best month", but not "by month"."""
        sentence = self.sentence
        periods = [clause for clause in self.clauses if isinstance(clause.part, GroupPart)]
        return any(
            sentence.role(clause.start, Role.WHICH) is not None
            or (
                sentence.role(clause.start, Role.BY, Role.EACH) is None
                and not _UNITS.isdisjoint(sentence.words[clause.start : clause.end])
            )
            for clause in periods
        )

    @property
    def opens_as_fragment(self) -> bool:
        """Whether the question starts as one that goes on from another: "and in Osaka?"."""
        words = self.sentence.words
        opened = words[:1] == ["and"] or words[:2] == ["what", "about"]
        # "Only the women" and "now by age" name no rows that stand by themselves.
        narrowed = self.opens_with(Role.ONLY, Role.SAME, Role.FOLLOW) and not self.has(NounPart)
        narrowed = narrowed and self.sentence.role(0, Role.EXCEPT) is None  # "all but the Germans"
        narrowed = (narrowed or words[-1:] == ["instead"]) and not self.figures
        return (opened or narrowed) and not self.asks & {Ask.COUNT, Ask.LIST, Ask.SHARE}

    @property
    def is_fragment(self) -> bool:
        """Whether it names neither rows nor a figure, or points back: "in Osaka?", "of them"."""
        sentence = self.sentence
        counted = sentence.role(0, Role.HOW_MANY)
        if counted is not None and sentence.role(counted, Role.COPULA) is not None:
            return not self.has_noun  # "how many are women?"
        named = self.has_noun or self.has_event_noun or bool(self.figures or self.asks)
        return self.refers_back or not (named or names_rows(self.sentence, 0))

    @property
    def refers_back(self) -> bool:
        """Whether it speaks of what was answered: "of them", "how many users is that?"."""
        words = self.sentence.words
        pointed = [
            at + 2
            for at in range(self.sentence.size - 1)
            if words[at] in ("is", "are") and words[at + 1] == "that"
        ]
        if self.count_of_those is not None:
            return False
        said = [clause.start for clause in self.clauses if not _says_nothing_more(clause.part)]
        last = max(said, default=0)
        return self.has(AnaphorPart) or any(last < end for end in pointed)

    @property
    def count_of_those(self) -> int | None:
        """Return the place of the second ask of "how many …, and how many of those …"."""
        asked = (AskPart(Ask.COUNT), AskPart(Ask.SHARE))
        asks = [i for i, c in enumerate(self.clauses) if c.part in asked]
        if len(asks) != 2 or asks[0] > 1 or self.clauses[asks[0]].part != asked[0]:
            return None
        after = (c.part for c in self.clauses[asks[1] + 1 :])
        pointed = isinstance(next(after, None), AnaphorPart)
        return asks[1] if pointed and self.has(TestPart) else None

    @property
    def only_counts_and_tests(self) -> bool:
        """Whether nothing is said but what is counted, and of which rows."""
        plain = (AskPart, NounPart, TestPart, LinkPart, FillerPart, AnaphorPart)
        total = MeasurePart(Function.SUM, None)
        return all(isinstance(c.part, plain) or c.part == total for c in self.clauses)

    @property
    def only_counts(self) -> bool:
        """Whether nothing but "how many?" is said."""
        parts = [clause.part for clause in self.clauses if not isinstance(clause.part, FillerPart)]
        return parts == [AskPart(Ask.COUNT)]

    def opens_with(self, *roles: Role) -> bool:
        """Whether the question starts with such words, after fillers and an "and" or without."""
        sentence = self.sentence
        start = sentence.skip(0, Role.FILLER, Role.AND)
        return any(sentence.role(at, *roles) is not None for at in (0, start))

    @property
    def narrows(self) -> bool:
        """Whether it says no more than of which rows: "for active users", "active users only"."""
        words = [word for word in self.sentence.words if word.isalpha()]
        said = words[-1:] == ["only"] or words[:1] in (["for"], ["among"], ["within"])
        return said and not (self.asks or self.figures or self.has(GroupPart))

    @property
    def adds(self) -> bool:
        """Whether a fragment adds to what was asked: "add Osaka", "by gender too"."""
        words = self.sentence.words
        only = "include" in words and "only" in words
        return not (only or _ADDING.isdisjoint(words)) or ("well" in words and "as" in words)

    @property
    def goes_on(self) -> bool:
        """Whether what a fragment names comes beside what was asked, not in its place."""
        words = self.sentence.words
        opened = self.sentence.role(0, Role.AND) is not None
        previous = self.sentence.world.previous
        told = previous is not None and bool(previous.columns)  # else all of them are shown
        beside = Ask.COUNT in self.asks or (told and self.has(ColumnsPart))
        opened = opened or (words[:1] == ["with"] and beside)
        return (opened or self.adds) and "instead" not in words

    @property
    def asks_overall(self) -> bool:
        """Whether all that it says is that everything is meant together: "and overall?"."""
        if self._asks_the_sum:
            return True
        words = " ".join(self.sentence.words)
        phrases = [*_TOGETHER]
        alone = self.sentence.words[0] in ("everyone", "everybody")
        if alone or self.compares or self.sentence.role(0, Role.FOLLOW) is not None:
            phrases += ["everyone", "everybody", f"all {self.sentence.world.dataset.nouns}"]
        rest = (FillerPart, LinkPart, MeasurePart, NounPart, AskPart)
        plain = all(isinstance(clause.part, rest) for clause in self.clauses)
        named = any(part.column is not None for part in self.all(MeasurePart))
        said = any(phrase in words for phrase in phrases)
        return (
            said
            and plain
            and not (named or self.refers_back)
            and self.asks <= {Ask.COUNT, Ask.COMPARE}
        )

    @property
    def _asks_the_sum(self) -> bool:
        """Whether it asks for the sum of the counts or totals of groups: "total?"."""
        previous = self.sentence.world.previous
        if previous is None or not previous.group_by or "instead" in self.sentence.words:
            return False
        said = [c.part for c in self.clauses if not isinstance(c.part, FillerPart | LinkPart)]
        said = [part for part in said if part not in (AskPart(Ask.WHICH), AskPart(Ask.LIST))]
        added = {Function.COUNT, Function.SUM}
        figures = {measure.function for measure in previous.measures}
        return said == [MeasurePart(Function.SUM, None)] and figures <= added

    @property
    def asks_both(self) -> bool:
        """Whether all that it says is "both together?"."""
        said = " ".join(word for word in self.sentence.words if word.isalpha())
        plain = all(isinstance(c.part, FillerPart | LinkPart) for c in self.clauses)
        return plain and said.endswith(("both together", "both combined", "both of them together"))

    @property
    def group_keys(self) -> tuple[GroupKey, ...]:
        keys = [key for part in self.all(GroupPart) for key in part.keys]
        return tuple(dict.fromkeys(keys))

    def condition(self, start: int = 0, stop: int | None = None) -> Combined:
        """Return the combined condition of the clauses from ``start`` to ``stop``.

        Raises Puzzled where they can be put together in several ways.
        """
        clauses = folded(self.sentence, self.clauses[start:stop])
        if not (self.compares or self.more_or_fewer):
            clauses = with_places_listed(self.sentence, clauses)
        try:
            return combine(self._joined(clauses))
        except UnclearLogic as unclear:
            raise ask_back(str(unclear)) from unclear

    def _joined(self, clauses: list[Clause]) -> list[TestPart | Link]:
        """Return the tests and the words between them, as ``combine`` takes them."""
        if any(clause.part == LinkPart(Link.NONE) for clause in clauses):
            raise ask_back(
                "Groups without any such rows cannot be listed here. Please ask for the counts by "
                "group."
            )
        items: list[TestPart | Link] = []
        counted = False
        which_is_more = self.more_or_fewer is not None and not self.links(Link.VERSUS)
        for clause in clauses:
            if isinstance(clause.part, TestPart):
                items.append(clause.part)
            elif isinstance(clause.part, LinkPart):
                either = which_is_more and clause.part.link is Link.OR
                items.append(Link.VERSUS if either else clause.part.link)
            elif isinstance(clause.part, AskPart):
                again = clause.part.ask is Ask.COUNT and counted
                counted = counted or clause.part.ask is Ask.COUNT
                # "How many in Japan and how many in Spain" sets two counts side by side.
                items.append(Link.VERSUS if again else Link.COPULA)
        tests = [item for item in items if isinstance(item, TestPart)]
        last = max((i for i, item in enumerate(items) if isinstance(item, TestPart)), default=-1)
        left = set(items[last + 1 :]) if tests else set()
        if Link.NOT in left and left & {Link.VERSUS, Link.AND}:
            items.append(tests[-1])  # "how many are verified and how many are not"
        opened: list[TestPart | Link] = [item for item in items if item is not Link.COPULA]
        if self.sentence.world.previous is not None and opened[:1] == [Link.VERSUS]:
            items = opened[1:]
        return items


def _says_nothing_more(part: Part) -> bool:
    """Whether a part may follow "is that": "in total", "based on"."""
    return isinstance(part, FillerPart) or (isinstance(part, MeasurePart) and part.column is None)

"""The value index: finds the values that a dataset's columns hold in the words of a question.

Pure data in, pure data out: it is told the values and keeps no way to read them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from queryassist.catalog import Column, Dataset
from queryassist.english.words.text import Kind, Token
from queryassist.english.words.typos import Buckets, bucketed, candidates, count_typos
from queryassist.english.words.value_keys import keys_of, runs_from

# Words of ordinary questions that are also towns, regions or country codes somewhere, or a typo
# away from one ("the Americas").
_ORDINARY_WORDS = """
    a all am an and any are as at be but by can did do does few for from had has have he her him
    his how i if in is it its many me more most much my no none not of off on one only or other
    our out over same she so some such than that the their them they this to two under up us was
    we were what when where which who why will with you your
    april august date day early hour march may month second today week year
    age average bank base basic best better big born center central city close count country
    credit deal east enterprise female first gold good great hall high home hope independence
    industry last lead least liberal list love low made male man mean media mobile new nice normal
    north number old open orange page post price private public rate reading region rich sale
    share show silver south split state street success sum surprise term top total tours town
    union user west woman young
    americas
    ch de es fi pl pt se
    bar bath battle boring commerce cork hull latina lens mean rivers roman rugby sandwich
"""
_ORDINARY = frozenset(_ORDINARY_WORDS.split())


@dataclass(frozen=True, slots=True)
class ValueHit:
    """A column and one value that it holds, spelled as in the data."""

    column: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueMatch:
    """Words of a question that name values of the data.

    ``end``        index of the first token after the words
    ``hits``       what they name: first the columns that hold the very name, then those that
                   know it as an alias, each by precedence; a column comes twice where it holds
                   several spellings of the name; empty where ``ambiguous`` is set
    ``text``       the words as written
    ``risky``      the words may well mean something else: ordinary English, or a typo in a short
                   word; take them for a value only after a preposition or with a capital
    ``ambiguous``  values that are equally near: the person must choose
    """

    end: int
    hits: tuple[ValueHit, ...]
    text: str
    risky: bool = False
    ambiguous: tuple[ValueHit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsentMatch:
    """Words that name something known which no row has; ``hits`` hold its usual name."""

    end: int
    hits: tuple[ValueHit, ...]
    text: str
    risky: bool = False


_Names = dict[str, tuple[ValueHit, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueIndex:
    """The names of a dataset's values, by key; made by ``build`` and never changed.

    ``present``  names of values that rows have
    ``missing``  names of values that are known and that no row has
    ``buckets``  both, as the search for typos wants them
    ``openers``  first words of names of several words
    ``stems``    first words of all names without an "s" at the end, which "'s" may add
    """

    present: _Names
    missing: _Names
    buckets: Buckets
    openers: frozenset[str]
    stems: frozenset[str]

    @classmethod
    def build(cls, dataset: Dataset, values: Mapping[str, Sequence[str]]) -> ValueIndex:
        """Return the index of ``values``, by column name, and the aliases of those columns.

        Values that cannot stand free in a sentence are left out: those without a word of two
        letters, and those of more than 100 characters or 12 words.
        """
        present: _Names = {}
        by_alias: _Names = {}
        missing: _Names = {}
        for column in sorted(dataset.indexed_columns, key=lambda column: -column.precedence):
            held = _held_names(values.get(column.name, ()))
            aliases, unheld = _alias_names(column, held)
            _add_hits(present, column, held)
            _add_hits(by_alias, column, aliases)
            _add_hits(missing, column, unheld)
        for key, hits in by_alias.items():
            present[key] = present.get(key, ()) + hits
        missing = {key: hits for key, hits in missing.items() if key not in present}
        keys = (*present, *missing)
        return cls(
            present=present,
            missing=missing,
            buckets=bucketed(keys),
            openers=frozenset(key.partition(" ")[0] for key in keys if " " in key),
            stems=frozenset(key.partition(" ")[0].rstrip("s") for key in keys),
        )

    def match(
        self, tokens: Sequence[Token], at: int, *, known: Container[str] = frozenset()
    ) -> ValueMatch | None:
        """Return the longest run of tokens from ``at`` that names values, or None.

        A leading "the" may be part of it. None also where a longer run names something that is
        not in the data: "New York City" is not New York. ``known`` makes a match risky.
        """
        found = self._named_run(tokens, at)
        if found is None or found[0] not in self.present:
            return None
        key, end = found
        run = tokens[at:end]
        return ValueMatch(
            end=end,
            hits=self.present[key],
            text=_written(run),
            risky=_is_ordinary(run, known),
        )

    def absent(
        self, tokens: Sequence[Token], at: int, *, known: Container[str] = frozenset()
    ) -> AbsentMatch | None:
        """Return the longest run of tokens that names what no row has, or None."""
        found = self._named_run(tokens, at)
        if found is None or found[0] not in self.missing:
            return None
        key, end = found
        run = tokens[at:end]
        return AbsentMatch(
            end=end,
            hits=self.missing[key],
            text=_written(run),
            risky=_is_ordinary(run, known),
        )

    def near(self, tokens: Sequence[Token], at: int, *, known: Container[str]) -> ValueMatch | None:
        """Return the longest run of tokens that names a value but for small typos, or None.

        One typo is forgiven in names of 4 to 7 letters, two in longer ones. A word of ``known``
        is never a typo; nor is a run that names something rightly, which ``match`` or ``absent``
        finds. The run may be longer than what ``match`` finds ("San Francsico" where a San is).
        """
        for key, end in _runs(tokens, at):
            if key in self.present or key in self.missing:
                return None
            run = tokens[at:end]
            nearest = self._nearest(key, known) if _may_be_mistyped(run) else {}
            meanings = dict.fromkeys(self.present.get(name, ()) for name in nearest)
            hits = tuple(dict.fromkeys(hit for meaning in meanings for hit in meaning))
            if hits:
                return ValueMatch(
                    end=end,
                    hits=hits if len(meanings) == 1 else (),
                    text=_written(run),
                    risky=" " not in key and _is_doubtful(len(key), max(nearest.values())),
                    ambiguous=hits if len(meanings) > 1 else (),
                )
        return None

    def _named_run(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """Return key and end of the longest run from ``at`` that names something, or None."""
        if not self._may_name(tokens, at):
            return None
        for key, end in _runs(tokens, at):
            if key in self.present or key in self.missing:
                return key, end
        return None

    def _may_name(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a name may start with the word at ``at``, or behind it where it is "the"."""
        run, _ = next(runs_from(tokens, at), ("", at))
        first, _, _ = run.partition(" ")  # a quotation is one run of all its words
        # Signs that a key leaves out have an empty one, behind which the name may start.
        return first in ("", "the") or first.rstrip("s") in self.stems

    def _nearest(self, key: str, known: Container[str]) -> dict[str, int]:
        """Return the names that ``key`` has the fewest typos from, with how many that is."""

        def is_word(word: str) -> bool:
            return word in _ORDINARY or word in known

        words = key.split(" ")
        if all(map(is_word, words)) or (is_word(words[0]) and words[0] not in self.openers):
            return {}
        typos: dict[str, int] = {}
        for name in candidates(key, self.buckets):
            count = count_typos(key, name, is_word)
            if count is not None:
                typos[name] = count
        fewest = min(typos.values(), default=0)
        return {name: count for name, count in typos.items() if count == fewest}


def _runs(tokens: Sequence[Token], at: int) -> Iterator[tuple[str, int]]:
    """Yield key and end of each run from ``at``, longest first, then without a leading "the"."""
    runs = list(runs_from(tokens, at))
    yield from reversed(runs)
    if runs and runs[0][0] == "the":
        yield from reversed(list(runs_from(tokens, at + 1)))


def _add_hits(names: _Names, column: Column, values: Mapping[str, Sequence[str]]) -> None:
    for key, meant in values.items():
        names[key] = names.get(key, ()) + tuple(ValueHit(column.name, value) for value in meant)


def _held_names(values: Iterable[str]) -> dict[str, list[str]]:
    """Return the values by key; several where they differ only in what keys leave out."""
    held: dict[str, list[str]] = {}
    for value in sorted(set(values)):
        for key in keys_of(value):
            held.setdefault(key, []).append(value)
    return held


def _alias_names(
    column: Column, held: Mapping[str, list[str]]
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the aliases of held values, and those of groups without one by their first name."""
    aliases: dict[str, list[str]] = {}
    unheld: dict[str, list[str]] = {}
    for group in column.aliases:
        keys = dict.fromkeys(key for name in group for key in keys_of(name))
        values = list(dict.fromkeys(value for key in keys for value in held.get(key, ())))
        for key in keys:
            if values and key not in held:
                aliases[key] = values
            elif not values:
                unheld[key] = [group[0]]
    return aliases, unheld


def _written(tokens: Sequence[Token]) -> str:
    text = tokens[0].text
    for before, token in pairwise(tokens):
        text += (" " if token.start > before.end else "") + token.text
    return text


def _is_ordinary(tokens: Iterable[Token], known: Container[str]) -> bool:
    """Whether every token is a plain word of the language: "us" is, "U.S." is not."""
    return all(
        token.kind is Kind.WORD and (token.word in _ORDINARY or token.word in known)
        for token in tokens
    )


def _is_doubtful(letters: int, typos: int) -> bool:
    """Whether a mistyped word is so short that it may be another one: "random" for "Radom"."""
    return letters < 4 + 3 * typos


def _may_be_mistyped(tokens: Sequence[Token]) -> bool:
    if tokens[-1].word == "'s":
        return False
    return all(token.kind in (Kind.WORD, Kind.QUOTED) or token.text == "." for token in tokens)

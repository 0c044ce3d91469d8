"""Recognisers of values of the data: places by name or alias, and text given in the question."""

from __future__ import annotations

from queryassist.catalog import Column, ColumnType, Shape
from queryassist.english.boolean import all_of, any_of, negate
from queryassist.english.clauses.linking import link, names_rows
from queryassist.english.clauses.parts import Clause, ProblemPart, TestPart
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import ColumnWord, Comparator, Noun, RoleWord
from queryassist.english.words.roles import Role
from queryassist.english.words.text import Kind
from queryassist.english.words.values import ValueHit, ValueMatch
from queryassist.readings import Choice
from queryassist.spec import Comparison, Condition, Operator


def value(sentence: Sentence, at: int) -> Clause | None:
    """ "in Tokyo", "the Tokyo, Japan region", "city of Osaka", "Japanese"."""
    start, column, negated, led = _lead(sentence, at)
    match = sentence.value(start)
    if match is None:
        return _absent(sentence, at, start, led) or _quoted(sentence, at, start, column)
    if match.risky and not (led or _capitalised(sentence, start) or _before_rows(sentence, start)):
        return None
    if match.ambiguous:
        return Clause(at, match.end, _which(sentence, start, match))
    end, hits = _chosen(sentence, match, column)
    clause = TestPart(_condition(hits), hits[0].column, equality=True, negated=negated)
    if negated:
        return Clause(at, end, clause)
    return _narrowed(sentence, Clause(at, end, clause))


def _lead(sentence: Sentence, at: int) -> tuple[int, Column | None, bool, bool]:
    """Return the place of the value, the column named before it, negation, and any preposition."""
    start = sentence.skip(at, Role.PREPOSITION, Role.ARTICLE)
    found = sentence.find(start, ColumnWord, lambda word: word.column.indexed)
    if found is None:
        return start, None, False, start > at
    after, negated = link(sentence, found[0])
    if sentence.words[after : after + 1] == ["but"]:
        after, negated = after + 1, True
    if not found[1].plural:
        after = sentence.skip(after, Role.OF, Role.ARTICLE, Role.NAMED)
    match = sentence.value(after)
    held = match is not None and found[1].column.name in {hit.column for hit in match.hits}
    if not held and not _is_quoted(sentence, after):
        return start, None, False, start > at
    return after, found[1].column, negated, True


def _is_quoted(sentence: Sentence, at: int) -> bool:
    return at < sentence.size and sentence.tokens[at].kind is Kind.QUOTED


def _capitalised(sentence: Sentence, at: int) -> bool:
    """Whether a word is written as a name; of the first one, which has a capital, all letters."""
    text = sentence.tokens[at].text
    named = text[:1].isupper() if at > 0 else len(text) > 1 and text.isupper()
    return named and not sentence.question.isupper()


_TO_THE_ASKER = frozenset("show give tell let get bring send for of to with help".split())


def _before_rows(sentence: Sentence, at: int) -> bool:
    """Whether a mere filler stands where rows are named: "how many us users", "us and canada".

    The "us" of "show us users" is who asks.
    """
    if [sense for _, sense in sentence.senses(at)] != [RoleWord(Role.FILLER)]:
        return False
    if at > 0 and sentence.words[at - 1] in _TO_THE_ASKER:
        return False
    joint = sentence.role(at + 1, Role.AND, Role.OR, Role.VERSUS)
    other = sentence.value(joint) if joint is not None else None
    return names_rows(sentence, at + 1) or (other is not None and not other.risky)


def _chosen(
    sentence: Sentence, match: ValueMatch, column: Column | None
) -> tuple[int, tuple[ValueHit, ...]]:
    """Return the end and the hits of one column: the one named before or after, else the first."""
    end = match.end
    columns = {hit.column for hit in match.hits}
    after = sentence.find(
        end, ColumnWord, lambda word: word.column.name in columns and not word.plural
    )
    if column is None and after is not None:
        end, column = after[0], after[1].column
    named = column is not None and column.name in columns
    name = column.name if column is not None and named else match.hits[0].column
    return end, tuple(hit for hit in match.hits if hit.column == name)


def _condition(hits: tuple[ValueHit, ...]) -> Condition:
    if len(hits) == 1:
        return Comparison(hits[0].column, Operator.EQ, hits[0].value)
    return Comparison(hits[0].column, Operator.IN, tuple(hit.value for hit in hits))


def _narrowed(sentence: Sentence, clause: Clause) -> Clause:
    """Return the clause with the wider places after it: "Tokyo, Japan (region)"."""
    part = clause.part
    comma = sentence.words[clause.end : clause.end + 1] == [","]
    wider = sentence.value(clause.end + 1 if comma else clause.end)
    if not isinstance(part, TestPart) or wider is None or wider.ambiguous or wider.risky:
        return clause
    if part.column in {hit.column for hit in wider.hits}:
        return clause
    end, hits = _chosen(sentence, wider, None)
    kind = sentence.find(end, ColumnWord, lambda word: word.column.name == part.column)
    narrow = TestPart(all_of((part.condition, _condition(hits))), part.column, equality=True)
    return Clause(clause.start, kind[0] if kind else end, narrow)


def _which(sentence: Sentence, start: int, match: ValueMatch) -> ProblemPart:
    written = sentence.text(start, match.end)
    names = list(dict.fromkeys(hit.value for hit in match.ambiguous))[:4]
    before = sentence.question[: sentence.tokens[start].start]
    after = sentence.question[sentence.tokens[match.end - 1].end :]
    choices = tuple(Choice(name, f"{before}{name}{after}") for name in names)
    return ProblemPart(f"Which do you mean by “{written}”: {', '.join(names)}?", choices)


def _absent(sentence: Sentence, at: int, start: int, led: bool) -> Clause | None:
    """A place that no row has: said so, since a bare 0 would hide a misreading."""
    if start >= sentence.size:
        return None
    known = sentence.world.lexicon.words
    match = sentence.world.values.absent(sentence.tokens, start, known=known)
    if match is not None and match.end == start + 1 and sentence.senses(start):
        return None
    if match is None or (match.risky and not (led or _capitalised(sentence, start))):
        return None
    dataset = sentence.world.dataset
    noun, column = dataset.noun, dataset.get_column(match.hits[0].column).label
    message = f"No {noun} has the {column} “{match.hits[0].value}”, so there is nothing to count."
    return Clause(at, match.end, ProblemPart(message))


def _quoted(sentence: Sentence, at: int, start: int, column: Column | None) -> Clause | None:
    """'city "Foo"': the text as given, since the person quoted it."""
    if column is None or not _is_quoted(sentence, start):
        return None
    text = sentence.tokens[start].text[1:-1].strip()
    condition = Comparison(column.name, Operator.EQ, text)
    return Clause(at, start + 1, TestPart(condition, column.name, equality=True))


def text(sentence: Sentence, at: int) -> Clause | None:
    """ "named Maria", "email ends with .jp", "jane@example.com", "0x…"."""
    token = sentence.tokens[at]
    if token.kind in (Kind.EMAIL, Kind.ADDRESS):
        return _recognised(sentence, at)
    columns = _text_columns(sentence, at)
    if not columns:
        return None
    after, negated = columns[0], False
    test = sentence.find(after, Comparator, lambda word: word.of_text)
    if test is None:
        after, negated = link(sentence, columns[0])
        test = sentence.find(after, Comparator, lambda word: word.of_text)
    after = _text_start(sentence, test[0]) if test else sentence.skip(after, Role.ARTICLE)
    given = _given(sentence, after)
    if test is None and sentence.words[after - 1] in ("of", "the"):
        return None
    named = sentence.role(at, Role.NAMED) is not None and after < sentence.size
    proper = named and sentence.tokens[after].text[:1].isupper()
    if given is None or (test is None and not proper and _is_grammar(sentence, after)):
        return None
    if proper and len(columns[1]) == 2 and (second := _surname(sentence, given[1])):
        tests = [
            _text_test(columns[1][0], Operator.EQ, given[0]),
            _text_test(columns[1][1], Operator.EQ, second[0]),
        ]
        return Clause(at, second[1], TestPart(all_of(tests), columns[1][0].name))
    operator = test[1].operator if test else Operator.EQ
    texts, end = _alternatives(sentence, given)
    tests = [_text_test(column, operator, each) for column in columns[1] for each in texts]
    condition = any_of(tests)
    part = TestPart(negate(condition) if negated else condition, columns[1][0].name)
    return Clause(at, end, part)


def domain(sentence: Sentence, at: int) -> Clause | None:
    """ "(with an) example.org e-mail", "a .org e-mail": how the text of an e-mail column ends."""
    starts = sentence.tokens[at].kind is Kind.WORD or sentence.words[at] == "."
    given = _given(sentence, at) if starts else None
    if given is None or "." not in given[0]:
        return None
    found = sentence.find(given[1], ColumnWord, lambda word: word.column.shape is Shape.EMAIL)
    if found is None:
        return None
    column = found[1].column.name
    ending = given[0].lower() if given[0].startswith(".") else f"@{given[0].lower()}"
    test = Comparison(column, Operator.ENDS_WITH, ending)
    return Clause(at, found[0], TestPart(test, column))


def _alternatives(sentence: Sentence, given: tuple[str, int]) -> tuple[list[str], int]:
    """Return the texts of "A or B" and where they end; what is one of our words is no text."""
    texts, end = [given[0]], given[1]
    while (after := sentence.role(end, Role.OR)) is not None:
        further = _given(sentence, after)
        if further is None or _is_grammar(sentence, after):
            break
        texts.append(further[0])
        end = further[1]
    return texts, end


def _text_start(sentence: Sentence, at: int) -> int:
    """Return the place after "the letter", but before an "A" that is the letter itself."""
    after = sentence.skip(at, Role.ARTICLE)
    while sentence.words[after : after + 1] in (["letter"], ["letters"]):
        after += 1
    bare = after == sentence.size or bool(sentence.senses(after))
    return after - 1 if after > at and sentence.words[after - 1] == "a" and bare else after


def _text_test(column: Column, operator: Operator, given: str) -> Comparison:
    if operator is Operator.EQ and given.islower() and given.isalpha():
        given = given.title()
    return Comparison(column.name, operator, given)


def _text_columns(sentence: Sentence, at: int) -> tuple[int, list[Column]] | None:
    """Return the end of the longest phrase for free text columns here, and all that it names."""
    ends = [
        (end, sense.column)
        for end, sense in sentence.senses(at)
        if isinstance(sense, ColumnWord)
        and sense.column.type is ColumnType.TEXT
        and not (sense.column.values or sense.column.indexed)
    ]
    if not ends:
        return None
    return ends[0][0], [column for end, column in ends if end == ends[0][0]]


def _given(sentence: Sentence, at: int) -> tuple[str, int] | None:
    """Return the text that starts here, up to a space or its closing quote, and where it ends."""
    if at >= sentence.size:
        return None
    token = sentence.tokens[at]
    if token.kind is Kind.QUOTED:
        return token.text[1:-1].strip(), at + 1
    end = at + 1
    while end < sentence.size and sentence.tokens[end].start == sentence.tokens[end - 1].end:
        if sentence.tokens[end].word in ("?", ",", "!", ";", "'s"):
            break
        end += 1
    given = sentence.text(at, end).rstrip("?!,;")
    given = given.rstrip(".") if len(given) > 1 else given
    return (given, end) if any(char.isalnum() for char in given) else None


def _surname(sentence: Sentence, at: int) -> tuple[str, int] | None:
    """Return the second word of a name, which has a capital and is none of ours."""
    if at >= sentence.size or not sentence.tokens[at].text[:1].isupper():
        return None
    return None if _is_grammar(sentence, at) else _given(sentence, at)


def _is_grammar(sentence: Sentence, at: int) -> bool:
    """Whether the word here is one of ours, so that it is no name ("first name and e-mail")."""
    token = sentence.tokens[at]
    if token.kind in (Kind.QUOTED, Kind.EMAIL, Kind.ADDRESS):
        return False
    if token.kind is not Kind.WORD or sentence.find(at, Noun):
        return True
    return bool(sentence.senses(at)) or sentence.value(at) is not None


def _recognised(sentence: Sentence, at: int) -> Clause | None:
    """An e-mail or wallet address by itself: the column that is declared to hold such texts."""
    token = sentence.tokens[at]
    wanted = Shape.EMAIL if token.kind is Kind.EMAIL else Shape.ADDRESS
    for column in sentence.world.dataset.columns:
        if column.shape is wanted:
            given = token.text.lower() if token.kind is Kind.EMAIL else token.text
            test = Comparison(column.name, Operator.EQ, given)
            return Clause(at, at + 1, TestPart(test, column.name, equality=True))
    return None

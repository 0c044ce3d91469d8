"""What is read from Python, TypeScript, templates and translations."""

from __future__ import annotations

import numpy as np
import pytest

from devagent.index.packing import PackedFile, pack
from devagent.index.parsing import parse
from devagent.index.parsing.grammar import find_grammar
from devagent.index.records import Import, Kind, ParsedFile, Place
from devagent.index.search.words import JoinedWords
from devagent.index.terms import list_phrases, number
from tests.devagent.index.snippets import PYTHON, TSX


@pytest.fixture(scope="module")
def python() -> ParsedFile:
    return parse(PYTHON.encode(), "python")


@pytest.fixture(scope="module")
def tsx() -> ParsedFile:
    return parse(TSX.encode(), "tsx")


def find_places(parsed: ParsedFile, term: str, symbol: str = "") -> Place:
    """Return where a term stands in the file, or in one symbol of it."""
    names = [one.qualified_name for one in parsed.symbols]
    segment = names.index(symbol) + 1 if symbol else None
    return JoinedWords([parsed.words], [""]).find_places(int(number([term])[0]), 0, segment)


def find_speakers(parsed: ParsedFile, phrase: str) -> list[int]:
    """Return the segments of the file with a message that holds a phrase."""
    chosen = parsed.words.phrases == np.uint64(list_phrases(phrase)[phrase])
    return list(parsed.words.speakers[chosen])


def test_python_symbols_have_kinds_names_and_lines(python: ParsedFile) -> None:
    symbols = [(s.kind, s.qualified_name, s.start_line, s.end_line) for s in python.symbols]

    assert symbols == [
        (Kind.VARIABLE, "ATTEMPTS_ALLOWED", 9, 9),
        (Kind.CLASS, "LoginService", 12, 28),
        (Kind.VARIABLE, "LoginService.attempts", 16, 16),
        (Kind.METHOD, "LoginService.check_password", 18, 28),
        (Kind.FUNCTION, "LoginService.check_password.digest", 25, 26),
        (Kind.VARIABLE, "urlpatterns", 31, 31),
    ]


def test_words_belong_to_the_innermost_symbol_and_their_place(python: ParsedFile) -> None:
    method = "LoginService.check_password"

    assert find_places(python, "constant", method) == Place.COMMENT
    assert find_places(python, "compare", method) == Place.DOCSTRING
    assert find_places(python, "locked", method) == Place.MESSAGE
    assert Place.NAME in find_places(python, "password", method)
    assert find_places(python, "sha256", f"{method}.digest") == Place.CODE
    assert find_places(python, "sha256", method) == Place(0)


def test_python_imports_calls_and_labels_are_read(python: ParsedFile) -> None:
    assert Import(module="shop.accounts.models", names=("User",)) in python.imports
    assert Import(module=".", names=("tokens",)) in python.imports
    assert Import(module="hashlib") in python.imports
    assert (4, "equal") in python.calls
    labels = {(label.kind, label.text, label.line) for label in python.labels}
    assert labels == {
        ("signal receiver", "user_logged_in", 12),
        ("URL name", "account-login", 31),
        ("setting", "LOGIN_REDIRECT", 32),
    }


def test_names_that_models_give_are_read_wherever_they_stand() -> None:
    models = b"""class Order(models.Model):
    total = models.DecimalField("sum to pay", help_text="with taxes")
    customer = models.ForeignKey("Customer", on_delete=models.CASCADE)
    class Meta:
        verbose_name = "purchase"
        verbose_name_plural = _("purchases")
"""

    found = {(label.kind, label.text, label.line) for label in parse(models, "python").labels}

    assert found == {
        ("verbose name", "sum to pay", 2),
        ("help text", "with taxes", 2),
        ("verbose name", "purchase", 5),
        ("verbose name", "purchases", 6),
    }


def test_messages_are_known_by_their_phrases(python: ParsedFile) -> None:
    assert find_speakers(python, "is locked out") == [4]
    assert not find_speakers(python, "compare the stored")


def test_tsx_symbols_have_kinds_names_and_lines(tsx: ParsedFile) -> None:
    symbols = [(s.kind, s.qualified_name, s.start_line) for s in tsx.symbols]

    assert symbols == [
        (Kind.VARIABLE, "MAX_TRIES", 4),
        (Kind.FUNCTION, "LoginForm", 7),
        (Kind.FUNCTION, "LoginForm.submit", 8),
        (Kind.CLASS, "Credentials", 12),
        (Kind.CLASS, "Store", 14),
        (Kind.METHOD, "Store.remember", 15),
    ]


def test_tsx_imports_calls_comments_and_text_are_read(tsx: ParsedFile) -> None:
    assert Import(module="../api/client", names=("post", "Session")) in tsx.imports
    assert {"post", "Button", "save"} <= {name for _, name in tsx.calls}
    assert find_places(tsx, "show", "LoginForm") == Place.COMMENT
    assert find_speakers(tsx, "please sign in") == [2]


def test_a_file_that_does_not_parse_is_indexed_as_far_as_it_does() -> None:
    parsed = parse(b"def whole():\n    pass\n\ndef broken(:\n    lost = (\n", "python")

    assert parsed.has_errors
    assert "whole" in [symbol.name for symbol in parsed.symbols]
    assert find_places(parsed, "lost") == Place.CODE


@pytest.mark.parametrize("language", ["python", "typescript"])
def test_a_file_that_is_one_endless_error_keeps_its_words_alone(language: str) -> None:
    parsed = parse(b"[" * 200_000 + b" forsaken", language)

    assert find_places(parsed, "forsaken") == Place.CODE
    assert not parsed.symbols


@pytest.mark.parametrize(
    ("language", "source", "phrase"),
    [
        ("html", b"<p>Your cart is empty</p><script>var cart = 1</script>", "cart is empty"),
        ("html", b"{% trans 'Your cart is empty' %}", "cart is empty"),
        ("po", b'msgid "Your cart is empty"\nmsgstr "Ihr Korb ist leer"\n', "korb ist leer"),
    ],
)
def test_messages_of_templates_and_translations_are_read(
    language: str, source: bytes, phrase: str
) -> None:
    assert find_speakers(parse(source, language), phrase) == [0]


@pytest.mark.parametrize("language", ["python", "tsx", "javascript", "typescript", "html", "po"])
def test_an_empty_file_has_nothing(language: str) -> None:
    parsed = parse(b"", language)

    assert parsed.symbols == ()
    assert (len(parsed.words.phrases), len(parsed.words.terms)) == (0, 0)


def test_packed_files_come_back_as_they_were(python: ParsedFile, tsx: ParsedFile) -> None:
    for parsed in (python, tsx, parse(b"", "python")):
        again = PackedFile(pack(parsed))

        for name in ("symbols", "imports", "calls", "labels", "line_count", "language"):
            assert getattr(again, name) == getattr(parsed, name)
        assert again.has_errors == parsed.has_errors
        assert again.names == [symbol.name for symbol in parsed.symbols]
        for name in ("terms", "counts", "named", "places", "lengths", "phrases", "speakers"):
            assert np.array_equal(getattr(again.words, name), getattr(parsed.words, name))
        for kind in ("entries", "headings"):
            for name in ("spreads", "segments", "counts"):
                packed, made = getattr(again.words, kind), getattr(parsed.words, kind)
                assert np.array_equal(getattr(packed, name), getattr(made, name))


def test_a_long_row_of_comments_is_read_as_comments_and_hides_nothing_else() -> None:
    row = "".join(f"    # remark{n} about anvils\n" for n in range(400))
    source = f"class A:\n    def f(self):\n        pass\n{row}    def g(self):\n        pass\n"

    parsed = parse(source.encode(), "python")

    assert [one.qualified_name for one in parsed.symbols] == ["A", "A.f", "A.g"]
    assert parsed.symbols[-1].start_line == 404
    assert not parsed.has_errors
    assert find_places(parsed, "anvil") == Place.COMMENT


def test_rows_in_strings_that_look_like_comments_stay_in_their_strings() -> None:
    row = "# one\n" * 400
    source = f"TEXT = '''\n{row}# end '''\n\n\ndef after():\n    pass\n"

    parsed = parse(source.encode(), "python")

    assert [one.name for one in parsed.symbols] == ["TEXT", "after"]
    assert not parsed.has_errors


def test_a_long_row_of_comments_is_kept_from_the_grammar_which_is_quadratic_there() -> None:
    grammar = find_grammar("python")
    assert grammar
    row = "    # remark\n" * 400

    captures, _ = grammar.capture(f"def f():\n    pass\n{row}".encode())

    assert "comment" not in captures

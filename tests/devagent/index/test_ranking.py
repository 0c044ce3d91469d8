"""Each kind of evidence finds a file that no other would, and reports of any form are taken."""

from __future__ import annotations

import pytest

from devagent.index.search.corpus import Corpus
from devagent.index.search.descriptions import find_by_description
from devagent.index.search.evidence import EVIDENCE, Question
from devagent.index.search.ranking import locate
from devagent.index.search.reports import Frame, read_report
from tests.devagent.index.snippets import make_corpus

FILES = {
    "shop/carts.py": (
        "from shop.prices import add_tax\n\n"
        "def total(lines):\n    '''Sum a cart.'''\n    return add_tax(sum(lines))\n\n"
        "def empty(cart):\n    raise ValueError('nothing to pay for')\n"
    ),
    "shop/prices.py": (
        "def add_tax(amount):\n    return amount * 2\n\n\ndef round_half(x):\n    return x\n"
    ),
    "shop/shipping.py": "class Parcel:\n    def weigh(self):\n        return self.grams\n",
    "shop/__init__.py": "",
    "tests/test_shipping.py": "def test_scales():\n    assert 'a heavy anvil breaks the scales'\n",
    "templates/cart.html": "<p>Your basket is waiting for you</p>",
}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return make_corpus(FILES)


@pytest.mark.parametrize(
    ("kind", "report", "path"),
    [
        ("body", "grams are lost", "shop/shipping.py"),
        ("names", "prices are odd", "shop/prices.py"),
        ("passage", "Sum of a cart", "shop/carts.py"),
        ("symbols", "What about `round_half`?", "shop/prices.py"),
        ("mentions", "see src/shop/shipping.py", "shop/shipping.py"),
        ("mentions", "in /srv/app/shop/shipping.py", "shop/shipping.py"),
        ("mentions", "import of shop.prices.add_tax", "shop/prices.py"),
        ("messages", 'It says "nothing to pay for"', "shop/carts.py"),
        ("messages", "Your basket is waiting for ages", "templates/cart.html"),
        ("frames", 'File "/srv/shop/carts.py", line 5, in total', "shop/carts.py"),
        ("tests", "anvil on the scales", "shop/shipping.py"),
    ],
)
def test_each_kind_of_evidence_finds_its_file(
    corpus: Corpus, kind: str, report: str, path: str
) -> None:
    scores = EVIDENCE[kind](Question(corpus, read_report(report)))

    assert corpus.paths[int(scores.argmax())] == path
    assert scores.max() == pytest.approx(1)


def test_a_report_is_located_with_reasons_and_functions(corpus: Corpus) -> None:
    report = "The sum of my cart is wrong\n\n```\nFile 'x'\n```\ntotal() ignores the second line"

    ranking = locate(corpus, report)

    assert ranking.files[0].path == "shop/carts.py"
    assert "defines total" in ranking.files[0].reasons
    assert ranking.functions[0].symbol.qualified_name == "total"
    assert (ranking.functions[0].symbol.start_line, ranking.functions[0].symbol.end_line) == (3, 5)


def test_the_function_of_a_frame_is_named_though_its_lines_have_moved(corpus: Corpus) -> None:
    ranking = locate(corpus, 'Boom\n  File "/srv/shop/prices.py", line 999, in round_half')

    assert ranking.functions[0].symbol.name == "round_half"


def test_a_signature_for_type_checkers_is_no_place_of_a_fault() -> None:
    corpus = make_corpus(
        {
            "shop/carts.py": "@overload\ndef total(lines: None) -> None: ...\n\n"
            "@typing.overload\ndef total(lines: list) -> int: ...\n\n"
            "def total(lines):\n    if lines:\n        return sum(lines)\n"
        }
    )

    ranking = locate(corpus, "total of no lines is None")

    assert [one.symbol.start_line for one in ranking.functions] == [7]


def test_tests_come_after_sources(corpus: Corpus) -> None:
    paths = [file.path for file in locate(corpus, "scales and shipping of an anvil").files]

    assert paths.index("shop/shipping.py") < paths.index("tests/test_shipping.py")


def test_frames_of_python_pytest_and_node_are_read() -> None:
    report = read_report(
        'File "C:\\app\\a.py", line 3, in f\nsrc/b.py:7: in g\n    at Form.send (/app/c.tsx:9:2)'
    )

    assert report.frames == (
        Frame(path="C:/app/a.py", line=3, function="f"),
        Frame(path="src/b.py", line=7, function="g"),
        Frame(path="/app/c.tsx", line=9, function="Form.send"),
    )


def test_what_a_template_of_issues_says_is_left_out() -> None:
    report = read_report("Cart\n<!-- thanks for submitting an anvil -->\nempty")

    assert "anvil" not in report.terms
    assert report.terms["cart"] > report.terms["empty"]


@pytest.mark.parametrize(
    "report",
    ["", "\n", "???", "the of and", "\udcff", "x" * 200_000, "<!--" * 50_000, "a/" * 90_000],
)
def test_a_report_without_words_locates_nothing(corpus: Corpus, report: str) -> None:
    assert locate(corpus, report).files == ()


def test_an_empty_project_has_nothing_to_find() -> None:
    assert locate(Corpus([]), "the cart is empty").files == ()
    assert find_by_description(Corpus([]), "cart") == []


def test_a_description_finds_symbols_with_lines_and_reasons(corpus: Corpus) -> None:
    [best, *_] = find_by_description(corpus, "add tax to an amount")

    assert (best.path, best.symbol and best.symbol.name) == ("shop/prices.py", "add_tax")
    assert (best.start_line, best.end_line) == (1, 2)
    assert "“tax” in name, code" in best.reasons


def test_a_file_full_of_the_words_is_found_once_with_the_best_of_its_symbols() -> None:
    crowd = "\n".join(f"def loading_indicator_{n}():\n    pass\n" for n in range(9))
    corpus = make_corpus(
        {
            "app/constants.py": f"{crowd}\ndef unrelated():\n    pass\n",
            "app/spinner.py": "def spin():\n    '''Draw the loading indicator.'''\n",
        }
    )

    found = find_by_description(corpus, "loading indicator", limit=5)

    assert sorted(one.path for one in found) == ["app/constants.py", "app/spinner.py"]
    [crowded] = [one for one in found if one.path == "app/constants.py"]
    shown = [crowded.symbol, *crowded.others]
    assert len(shown) == 3
    assert all(one and one.name.startswith("loading_indicator") for one in shown)


def test_what_fits_a_description_much_less_is_not_told_beside_the_best(corpus: Corpus) -> None:
    [best, *_] = find_by_description(corpus, "add tax to an amount")

    assert best.others == ()

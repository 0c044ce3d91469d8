"""A second dataset, quite different from users: books, with prices, genres and missing values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from queryassist.catalog import Column, ColumnType, Dataset, EnumValue, NamedFilter, Unit
from queryassist.spec import Comparison, Operator

POUNDS = Unit(name="gbp", symbol="£", words=("£", "pound", "pounds", "gbp"), prefix=True)
PAGES = Unit(name="pages", symbol="pages", words=("page", "pages"))

BOOKS = Dataset(
    name="books",
    source="library_book",
    noun="book",
    nouns="books",
    words=("book", "books", "title", "titles"),
    key="id",
    time_column="published",
    permission="users.view_user",
    freshness_column="reissued",
    default_order="sold",
    columns=(
        Column(name="id", type=ColumnType.INTEGER, label="ID"),
        Column(
            name="title", type=ColumnType.TEXT, label="title", words=("title name",), listed=True
        ),
        Column(
            name="genre",
            type=ColumnType.TEXT,
            label="genre",
            words=("genre", "kind"),
            plural="genres",
            values=(
                EnumValue(value="fiction", label="fiction", words=("novels", "fiction")),
                EnumValue(value="sci", label="science", words=("science books",)),
            ),
            nullable=True,
            listed=True,
        ),
        Column(
            name="publisher",
            type=ColumnType.TEXT,
            label="publisher",
            words=("publisher", "publishing house"),
            plural="publishers",
            indexed=True,
            nullable=True,
            listed=True,
        ),
        Column(
            name="pages",
            type=ColumnType.INTEGER,
            label="length",
            words=("length", "pages"),
            unit=PAGES,
            more=("longer",),
            less=("shorter",),
            most=("longest",),
            least=("shortest",),
            bins=(100, 200, 300),
            nullable=True,
        ),
        Column(
            name="price",
            type=ColumnType.DECIMAL,
            label="price",
            words=("price", "cost"),
            plural="prices",
            unit=POUNDS,
            most=("dearest",),
            least=("cheapest",),
            listed=True,
        ),
        Column(
            name="discount", type=ColumnType.DECIMAL, label="discount", unit=POUNDS, nullable=True
        ),
        Column(
            name="sold",
            type=ColumnType.INTEGER,
            label="copies sold",
            words=("copies sold", "sales", "copies"),
            listed=True,
        ),
        Column(name="in_print", type=ColumnType.BOOLEAN, label="in print", words=("in print",)),
        Column(
            name="published",
            type=ColumnType.TIMESTAMP,
            label="published",
            words=("publication date",),
            verbs=("published", "came out"),
            nullable=True,
        ),
        Column(
            name="reissued",
            type=ColumnType.TIMESTAMP,
            label="reissued",
            verbs=("reissued",),
            nullable=True,
        ),
    ),
    named_filters=(
        NamedFilter(
            name="bestseller",
            words=("bestseller", "bestsellers"),
            condition=Comparison("sold", Operator.GE, 1000),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Book:
    """A row of the table, in the order of its columns."""

    id: int
    title: str
    genre: str | None
    publisher: str | None
    pages: int | None
    price: Decimal
    discount: Decimal | None
    sold: int
    in_print: bool
    published: datetime | None
    reissued: datetime | None


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


ROWS = (
    Book(1, "Åsa's Garden", "fiction", "Nord", 90, Decimal("9.99"), None, 120, True,
         _at("2024-01-01T00:30"), None),
    Book(2, "Bayes & Bananas", "sci", "Nord", 100, Decimal("20.00"), Decimal("2.50"), 1000, True,
         _at("2024-01-31T23:30"), _at("2025-03-01T12:00")),
    Book(3, "100% Wool", "fiction", "Faber", 199, Decimal("5.10"), Decimal("5.10"), 0, False,
         _at("2024-02-15T10:00"), _at("2024-02-01T00:00")),
    Book(4, "100 Wools", None, "Faber", 200, Decimal("7.00"), None, 55, True, None, None),
    Book(5, "snake_case", "sci", None, 310, Decimal("45.50"), Decimal("0.00"), 2000, True,
         _at("2025-05-05T05:05"), None),
    Book(6, r"back\slash", "sci", "Órbita", None, Decimal("12.00"), Decimal("13.00"), 3, False,
         _at("2025-05-11T22:00"), _at("2025-06-01T00:00")),
    Book(7, "O'Brien", "fiction", "Nord", 320, Decimal("9.99"), Decimal("1.00"), 1500, True,
         _at("2025-05-12T00:00"), None),
    Book(8, '"Quoted"', None, None, None, Decimal("0.01"), None, 7, False, None,
         _at("2020-01-01T00:00")),
)  # fmt: skip

CREATE_TABLE = """
CREATE TABLE {table} (
    id integer PRIMARY KEY, title text NOT NULL, genre varchar(20), publisher varchar(80),
    pages smallint, price numeric(18, 2) NOT NULL, discount numeric(18, 2), sold bigint NOT NULL,
    in_print boolean NOT NULL, published timestamptz, reissued timestamptz,
    shelf_password text NOT NULL DEFAULT 'secret'
)
"""

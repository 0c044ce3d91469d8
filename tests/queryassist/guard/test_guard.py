"""The guard writes statements anew: qualified, without stars, with a LIMIT, or refuses them."""

from __future__ import annotations

import pytest

from queryassist.guard import Guarded, Layer, Relation, SqlRefused, guard

USERS = Relation(name="users", columns=("id", "email", "age", "city"))
ORDERS = Relation(name="orders", columns=("id", "user_id", "total"))


def guarded(text: str) -> Guarded:
    return guard(text, [USERS, ORDERS], schema="queen", max_rows=11)


def refusal(text: str) -> SqlRefused:
    with pytest.raises(SqlRefused) as caught:
        guarded(text)
    return caught.value


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("select Age from USERS;", 'SELECT "users"."age" FROM "queen"."users" LIMIT 11'),
        (
            "select * from users u limit 5",
            ('SELECT "u"."id", "u"."email", "u"."age", "u"."city" FROM "queen"."users" AS "u"'
            " LIMIT 5"),
        ),
        ("select count(*) from queen.users limit 99", ('SELECT count(*) AS "count" FROM'
         ' "queen"."users" LIMIT 11')),
        (
            "with users as (select 1 as password) select password from users",
            ('WITH "users" AS (SELECT 1 AS "password") SELECT "users"."password" FROM "users"'
            " LIMIT 11"),
        ),
        (
            "with users as (select age from users) select age from users",
            ('WITH "users" AS (SELECT "users"."age" FROM "queen"."users") SELECT "users"."age" FROM'
            ' "users" LIMIT 11'),
        ),
        (
            "select 1 from users where age > 1 and age < 2 or city = 'x''y'",
            ('SELECT 1 AS "?column?" FROM "queen"."users" WHERE (("users"."age" > 1) AND'
            " (\"users\".\"age\" < 2)) OR (\"users\".\"city\" = 'x''y') LIMIT 11"),
        ),
        ("select -age as age from users", ('SELECT -"users"."age" AS "age" FROM "queen"."users"'
         " LIMIT 11")),
        (
            "select o.total from users u join orders o on o.user_id = u.id /* ; drop */ -- x",
            ('SELECT "o"."total" FROM "queen"."users" AS "u" JOIN "queen"."orders" AS "o" ON'
            ' "o"."user_id" = "u"."id" LIMIT 11'),
        ),
    ],
)  # fmt: skip
def test_a_statement_is_written_anew(typed: str, written: str) -> None:
    assert guarded(typed).text == written


@pytest.mark.parametrize(
    ("text", "layer", "words"),
    [
        ("select 1; select 2", Layer.STATEMENT, "one statement"),
        ("delete from users", Layer.STATEMENT, "Only a SELECT"),
        ("with x as (delete from users returning id) select 1", Layer.STATEMENT, "DELETE"),
        ("select 1 into x", Layer.STATEMENT, "SELECT INTO"),
        ("select id from users for share", Layer.STATEMENT, "FOR UPDATE"),
        ("with recursive x as (select 1) select 1", Layer.STATEMENT, "RECURSIVE"),
        ("select pg_sleep(1)", Layer.FUNCTION, "pg_sleep"),
        ("select '1'::oid", Layer.CAST, "cast"),
        ("select a from pg_class", Layer.RELATION, '"pg_class"'),
        ("select 1 from public.users", Layer.RELATION, '"public.users"'),
        ("select password from users", Layer.COLUMN, '"password"'),
        ("select u.password from users u", Layer.COLUMN, '"u" has no column "password"'),
        ("select u from users u", Layer.COLUMN, "whole rows"),
        ("select id from users, orders", Layer.COLUMN, "several relations"),
        ("select x.id from users", Layer.COLUMN, 'called "x"'),
        ("select 1 from users, users", Layer.RELATION, "alias"),
        ("select repeat('x', 100000)", Layer.BOUND, "repeat"),
        ("select 1 from " + ", ".join(f"users u{n}" for n in range(101)), Layer.BOUND, "100"),
        ("select 1 limit (select 1)", Layer.BOUND, "LIMIT"),
        ("select now() at time zone ('<' || city || '>5') from users", Layer.BOUND, "'Asia/Tokyo'"),
        ("select timezone(city, now()) from users", Layer.BOUND, "'Asia/Tokyo'"),
        ("select date_trunc('day', now(), city) from users", Layer.BOUND, "'Asia/Tokyo'"),
        ("select make_timestamptz(1, 1, 1, 1, 1, 1, city) from users", Layer.BOUND, "zone"),
        ("select translate(city, email, '') from users", Layer.BOUND, "characters in translate"),
        ("select ltrim(city, email) from users", Layer.BOUND, "written out"),
        ("select trim(email from city) from users", Layer.BOUND, "characters in btrim"),
        (f"select btrim(city, '{'x' * 101}') from users", Layer.BOUND, "100"),
        ("select E'x'", Layer.PARSE, "plain strings"),
        ("select 123abc", Layer.PARSE, "space"),
        ("select 'x", Layer.PARSE, "not closed"),
        ("select from where", Layer.PARSE, "near line 1"),
        ("select\u00a01", Layer.TEXT, r"U\+00A0"),
        ("select " + "(" * 60 + "1" + ")" * 60, Layer.TEXT, "deeply"),
        ("select '" + "x" * 10_000 + "'", Layer.TEXT, "10,000"),
        ("select (u).id from users u", Layer.NODE, "field of a row"),
        ("select 1 operator(pg_catalog.+) 1", Layer.NODE, "OPERATOR"),
        ("select 1 from users a cross join users b on true", Layer.NODE, "CROSS JOIN"),
        ("select id is json from users", Layer.OPERATOR, "IS"),
    ],
)
def test_a_refusal_names_its_layer_and_the_thing(text: str, layer: Layer, words: str) -> None:
    refused = refusal(text)

    assert refused.layer is layer
    with pytest.raises(SqlRefused, match=words):
        raise refused


@pytest.mark.parametrize(
    "expression",
    [
        "now() at time zone 'Asia/Tokyo'",
        "now() at time zone interval '9 hours'",
        "timezone('UTC', now())",
        "date_trunc('day', now(), 'Europe/Paris')",
        "date_trunc('day', now())",
        "trim(city)",
        "trim(leading '0' from city)",
        "btrim(city, ' .')",
        "translate(city, 'abc', email)",
    ],
)
def test_zones_and_characters_that_are_written_out_run(expression: str) -> None:
    assert guarded(f"select {expression} from users")


def test_a_refusal_never_quotes_what_stands_in_strings() -> None:
    for text in (
        "select pg_read_file('ada@example.com')",
        "select 'ada@example.com'::regclass",
        "select 'ada@example.com",
        "select 'ada@example.com' 'x'",
        "select from 'ada@example.com' where",
    ):
        assert "ada" not in str(refusal(text))


def test_chains_without_end_are_refused_and_do_not_break() -> None:
    for part in ("1 + ", "- ", "NOT ", "1 = ", "true OR ", "'a' || "):
        assert refusal("SELECT " + part * (9_000 // len(part)) + "1").layer is Layer.TEXT


@pytest.mark.parametrize(
    "opening",
    ["array[", "[", "date (", "1::decimal(", "timestamp(", "text(", "struct(", '"date"('],
)
def test_types_in_types_are_refused_before_they_are_parsed(opening: str) -> None:
    closing = "]" if "[" in opening else ")"

    refused = refusal("select " + opening * 5 + "1" + closing * 5)

    assert refused.layer is Layer.TEXT
    assert "deep" in str(refused)


def test_arrays_and_types_are_nested_as_analysts_nest_them() -> None:
    assert guarded("select array[array[1, 2], array[3, 4]], (array[1])[1]")
    assert guarded(
        "select date(date(age)), cast(cast(age as numeric(10, 2)) as varchar(3)) from users"
    )
    assert guarded("select " + "cast(" * 8 + "age" + " as numeric(9, 2))" * 8 + " from users")


def test_long_lists_are_no_chains() -> None:
    assert guarded("select 1 where 1 in (" + ", ".join(map(str, range(1_000))) + ")").text
    assert guarded("select 1 where " + " or ".join(["1 = 2"] * 60)).text


def test_a_column_of_an_outer_select_can_be_used_inside() -> None:
    text = "select (select max(o.total) from orders o where o.user_id = users.id) from users"

    assert '"users"."id"' in guarded(text).text


def test_a_source_beside_is_not_seen_without_lateral() -> None:
    text = "select 1 from users u, {} (select total from orders where user_id = u.id) x"

    assert refusal(text.format("")).layer is Layer.COLUMN
    assert guarded(text.format("lateral"))


def test_a_with_query_ends_with_its_select() -> None:
    text = "select * from (with x as (select 1 as a) select a from x) y, x"

    assert refusal(text).layer is Layer.RELATION


def test_the_columns_are_named_in_order() -> None:
    statement = guarded("select id, age + 1, count(*), age::text from users group by 1, 2, 4")

    assert statement.columns == ("id", "?column?", "count", "age")


def test_the_whole_statement_has_no_limit_of_ours() -> None:
    assert "LIMIT" not in guarded("select id from users").whole
    assert guarded("select id from users limit 3").whole.endswith("LIMIT 3")


@pytest.mark.parametrize(
    "text",
    [
        "select 1 limit {}",
        "select 'x'::varchar({})",
        "select (array[1])[{}]",
        "select repeat('x', {})",
        "select * from generate_series(1, {})",
    ],
)
def test_a_number_of_many_digits_is_refused_and_does_not_break(text: str) -> None:
    assert refusal(text.format("9" * 6_000)).layer in (Layer.BOUND, Layer.CAST, Layer.NODE)

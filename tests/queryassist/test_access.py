"""What people see of an answer: their datasets, masks for personal columns, no small groups."""

from __future__ import annotations

import pytest

from queryassist import selectors, services
from queryassist.answering import answer_spec
from queryassist.answers import Answer, Status
from queryassist.compiler import MASK
from queryassist.engine_names import Engine
from queryassist.exceptions import AccessDenied
from queryassist.services import AskOptions
from queryassist.spec import Comparison, Function, Measure, Operator, QuerySpec
from queryassist.tool import DatabaseQueryTool
from tests.queryassist.chat_page import staff_who_may_ask, staff_with
from tests.users.factories import UserFactory
from users.datasets import USERS
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reader_of_figures() -> User:
    """Somebody who may ask about users, and may not see personal data."""
    for country, count in (("Japan", 6), ("France", 2)):
        UserFactory.create_batch(count, country=country, gender="female", kyc_verified=False)
    UserFactory.create(country="Japan", gender="male", kyc_verified=True)
    services.refresh_value_index(dataset="users")
    return staff_with("ask_queen", "view_user")


def ask(question: str, person: User | None) -> Answer:
    options = AskOptions(engine=Engine.OFFLINE)
    return services.ask(question=question, asked_by=person, options=options)


def test_without_the_permission_to_view_a_dataset_nothing_is_asked_of_it() -> None:
    answer = ask("How many users?", staff_with("ask_queen"))

    assert answer.status is Status.REFUSED
    assert "permission" in answer.message
    assert answer.sql == ""


def test_personal_columns_are_masked_in_the_database(reader_of_figures: User) -> None:
    answer = ask("List users in Japan with name, email and country", reader_of_figures)

    names = [column.name for column in answer.columns]
    shown = dict(zip(names, answer.rows[0], strict=True))
    assert (shown["first_name"], shown["email"], shown["country"]) == (MASK, MASK, "Japan")
    assert f"'{MASK}' AS \"email\"" in answer.sql


@pytest.mark.parametrize(
    "question",
    [
        "How many users named Ada?",
        "users whose email contains example",
        "count by first name",
        "users sorted by last name",
        "how many different emails",
        "share of users named Ada",
        "users whose first name is the same as their last name",
    ],
)
def test_nothing_is_asked_by_what_is_masked(reader_of_figures: User, question: str) -> None:
    UserFactory.create_batch(9, first_name="Ada")

    answer = ask(question, reader_of_figures)

    assert (answer.status, answer.rows) == (Status.REFUSED, ())


def test_small_groups_are_left_out(reader_of_figures: User) -> None:
    assert [country for country, _ in ask("users by country", reader_of_figures).rows] == ["Japan"]
    assert ("France", 2) in ask("users by country", None).rows


def test_a_figure_about_few_rows_is_refused(reader_of_figures: User) -> None:
    answer = ask("average age in France", reader_of_figures)

    assert answer.status is Status.REFUSED
    assert "so few rows" in answer.message


@pytest.fixture
def unknown_ages(reader_of_figures: User) -> None:
    """Of the users of Japan one has an age that is known, of those of Chile all have."""
    User.objects.filter(country="Japan", gender="female").update(age=None)
    UserFactory.create_batch(6, country="Chile", age=40)


@pytest.mark.usefixtures("unknown_ages")
@pytest.mark.parametrize("figure", ["average", "median", "highest", "total"])
def test_a_figure_about_few_known_values_is_left_out(reader_of_figures: User, figure: str) -> None:
    grouped = ask(f"{figure} age by country", reader_of_figures)
    alone = ask(f"{figure} age in Japan", reader_of_figures)

    shown = {country: age is not None for country, age in grouped.rows}
    assert shown == {"Chile": True, "Japan": False}
    assert "Where no figure is shown, too few users stand behind it." in grouped.message
    assert alone.rows == ((None,),)
    assert "not shown, as too few users stand behind it" in alone.message


@pytest.mark.usefixtures("unknown_ages")
def test_groups_are_not_told_apart_by_a_figure_that_is_left_out(reader_of_figures: User) -> None:
    answer = ask("countries with an average age over 20", reader_of_figures)

    assert [row[0] for row in answer.rows] == ["Chile"]


@pytest.mark.usefixtures("unknown_ages")
def test_what_is_left_out_of_a_share_is_no_zero(reader_of_figures: User) -> None:
    User.objects.filter(kyc_verified=True).update(wallet_balance_usd=50)
    spec = QuerySpec(
        dataset="users",
        where=Comparison("country", Operator.EQ, "Japan"),
        measures=(
            Measure(
                function=Function.SHARE,
                column="wallet_balance_usd",
                where=Comparison("kyc_verified", Operator.EQ, True),
            ),
        ),
    )

    answer = answer_spec(spec, USERS, selectors.get_access(reader_of_figures))

    assert answer.rows == ((None,),)


def test_rows_are_listed_however_few_they_are(reader_of_figures: User) -> None:
    assert ask("List users in France", reader_of_figures).row_count == 2


def test_that_there_are_none_may_be_told(reader_of_figures: User) -> None:
    assert ask("How many users over 140?", reader_of_figures).rows == ((0,),)


def test_a_share_that_tells_of_few_is_left_out(reader_of_figures: User) -> None:
    question = "what percentage of users in Japan are verified"

    hidden = ask(question, reader_of_figures)

    assert hidden.rows == ((None,),)
    assert "too few users stand behind it" in hidden.message
    assert ask(question, staff_who_may_ask()).rows != ((None,),)


def test_groups_that_are_too_small_are_not_counted(reader_of_figures: User) -> None:
    question = "how many countries have more than 1 user"

    assert ask(question, reader_of_figures).rows == ((1,),)
    assert ask(question, None).rows == ((2,),)


def test_with_the_permission_everything_is_shown(reader_of_figures: User) -> None:
    person = staff_who_may_ask()

    assert ask("average age in France", person).status is Status.ANSWERED
    assert MASK not in ask("list users in France", person).rows[0]


def test_the_tool_sees_what_its_person_may_see(reader_of_figures: User) -> None:
    tool = DatabaseQueryTool(asked_by=reader_of_figures)

    assert MASK in tool.query_users({"country": "Japan"}).rows[0]
    with pytest.raises(AccessDenied, match="personal"):
        tool.query_users({"email": "ada@example.com"})


def test_an_account_that_is_closed_sees_nothing(reader_of_figures: User) -> None:
    User.objects.filter(pk=reader_of_figures.pk).update(is_active=False)
    closed = User.objects.get(pk=reader_of_figures.pk)

    assert not selectors.get_access(closed).catalog.datasets

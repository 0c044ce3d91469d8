"""The admin's lists: an address with filters that make no sense leads to the whole list."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from queenproject.admin_site import QueenAdminSite
from tests.users.factories import UserFactory

TOO_LARGE = "99999999999"
LISTS = {
    "admin:users_user_changelist": "created_at",
    "admin:queryassist_question_changelist": "asked_at",
}


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    "filters",
    [
        f"{{time}}__year={TOO_LARGE}",
        f"{{time}}__year=2025&{{time}}__month={TOO_LARGE}",
        f"{{time}}__year=2025&{{time}}__month=2&{{time}}__day={TOO_LARGE}",
        f"{{time}}__year__gte={TOO_LARGE}",
        "{time}__year=0",
        "{time}__year=10000",
        "{time}__year=2025&{time}__month=13",
        "{time}__gte=yesterday",
    ],
)
def test_time_that_cannot_be_leads_to_the_whole_list(
    client: Client, name: str, filters: str
) -> None:
    page = reverse(name)

    response = client.get(f"{page}?{filters.format(time=LISTS[name])}", follow=True)

    assert response.redirect_chain == [(f"{page}?e=1", 302)]
    assert response.status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "filters",
    ["country=%00", "gender__exact=a%00", "email__exact=%00", "email__regex=(", "id__exact=x"],
)
def test_value_that_the_database_refuses_leads_to_the_whole_list(
    client: Client, filters: str
) -> None:
    page = reverse("admin:users_user_changelist")

    assert client.get(f"{page}?{filters}").headers["Location"] == f"{page}?e=1"


@pytest.mark.parametrize("address", ["/", "/?e=1"])
def test_fault_of_a_list_without_filters_is_not_hidden(address: str) -> None:
    def changelist_view(request: HttpRequest) -> HttpResponse:
        raise ValueError("a fault of the code")

    request = RequestFactory().get(address)
    request.user = UserFactory.build(is_staff=True)

    with pytest.raises(ValueError, match="a fault of the code"):
        QueenAdminSite().admin_view(changelist_view)(request)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["admin:index", "admin:users_user_changelist", "admin:login"])
def test_every_page_names_its_icon_and_keeps_htmx_from_writing_styles(
    client: Client, name: str
) -> None:
    page = client.get(reverse(name), follow=True).content.decode()

    assert 'rel="icon" type="image/svg+xml" href="/static/queenproject/icon' in page
    assert page.count('name="htmx-config"') == 1
    assert '"includeIndicatorStyles": false' in page


@pytest.mark.django_db
def test_list_of_users_heads_their_names_in_words(client: Client) -> None:
    page = client.get(reverse("admin:users_user_changelist")).content.decode()

    assert "column-full_name" in page
    assert "Full name" not in page
    assert "Get full name" not in page

"""Forms of the admin for people who log in with their e-mail address."""

from __future__ import annotations

from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm

from users.models import User


class AddUserForm(AdminUserCreationForm):  # type: ignore[type-arg]  # has no [] when run
    """Asks for what an account needs; the rest is filled in on the next page."""

    class Meta:
        model = User
        fields = ("email",)


class ChangeUserForm(UserChangeForm):  # type: ignore[type-arg]  # has no [] when run
    class Meta:
        model = User
        fields = "__all__"

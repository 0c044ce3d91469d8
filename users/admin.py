"""The users in the admin."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as AuthUserAdmin
from django.http import HttpRequest

from queryassist.personal_admin import PersonalRowsAdmin, may_see_personal
from users.columns import COLUMNS
from users.filters import CountryFilter
from users.forms import AddUserForm, ChangeUserForm
from users.models import User
from users.pagination import EstimatingPaginator

_RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")
# Figures and times come from the product itself and by import; here they are only looked at.
_RECORDED = (
    "wallet_balance_usd",
    "activity_score",
    "last_active",
    "last_login",
    "created_at",
    "updated_at",
)


@admin.register(User)
class UserAdmin(PersonalRowsAdmin, AuthUserAdmin):  # type: ignore[type-arg]  # has no [] when run
    impersonal = (*(column.name for column in COLUMNS if not column.personal), "is_staff")
    form = ChangeUserForm
    add_form = AddUserForm
    paginator = EstimatingPaginator
    show_full_result_count = False
    ordering = ("-pk",)
    date_hierarchy = "created_at"
    list_display = (
        "email",
        "full_name",
        "gender",
        "age",
        "country",
        "region",
        "city",
        "wallet_balance_usd",
        "is_active",
        "activity_score",
        "kyc_verified",
        "last_active",
        "created_at",
    )
    list_filter = (
        "is_active",
        ("gender", admin.ChoicesFieldListFilter),
        "kyc_verified",
        "kyc_level",
        CountryFilter,
        "is_staff",
    )
    search_fields = ("email", "first_name", "last_name", "wallet_address__iexact")
    readonly_fields = _RECORDED
    fieldsets = (
        (None, {"fields": ("email", "password", "is_active")}),
        ("Person", {"fields": ("first_name", "last_name", "gender", "age")}),
        ("Place", {"fields": ("country", "region", "city")}),
        (
            "Wallet and identity",
            {"fields": ("wallet_address", "wallet_balance_usd", "kyc_verified", "kyc_level")},
        ),
        (
            "Activity",
            {"fields": ("activity_score", "last_active", "last_login", "created_at", "updated_at")},
        ),
        ("Rights", {"fields": _RIGHTS}),
    )
    add_fieldsets = ((None, {"fields": ("email", "usable_password", "password1", "password2")}),)

    @admin.display(description="name")
    def full_name(self, user: User) -> str:
        """Return first and last name."""
        return user.get_full_name()

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Nobody but a superuser gives rights, or they could give themselves all of them."""
        if request.user.is_superuser:
            return _RECORDED
        return (*_RECORDED, *_RIGHTS)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse those who may not see personal data: a form tells which addresses there are."""
        return super().has_add_permission(request) and may_see_personal(request)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)


def _may_touch(request: HttpRequest, user: User | None) -> bool:
    """Return whether the account is open to changes: that of staff is to superusers only.

    Who can set the password of an account has its rights.
    """
    if user is None or request.user.is_superuser:
        return True
    return not user.is_staff and not user.is_superuser

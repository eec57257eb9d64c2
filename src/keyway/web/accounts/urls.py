"""Addresses of signing in and of one's own account; every other door leads to the one."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView

from keyway.web.accounts import views

_to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)
_to_reset = RedirectView.as_view(pattern_name="account_reset_password")

# Wagtail's own doors know no limits and no second factor: they stand before its addresses.
ONE_DOOR: list[URLPattern | URLResolver] = [
    path(f"{settings.STAFF_PATH}login/", _to_login, name="wagtailadmin_login"),
    re_path(rf"^{settings.STAFF_PATH}password_reset/.*$", _to_reset),
    path("_util/login/", _to_login, name="wagtailcore_login"),
]
_own = [
    path("", views.own, name="own"),
    path("language/", views.language, name="language"),
    path("sign-out-everywhere/", views.sign_out_everywhere, name="sign_out_everywhere"),
]
PAGES: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.account.urls")),
    path("accounts/second-step/", include("allauth.mfa.urls")),
    path("accounts/elsewhere/", include("allauth.socialaccount.urls")),
    path("my/account/", include((_own, "accounts"))),
]

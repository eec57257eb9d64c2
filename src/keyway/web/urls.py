"""Addresses: the language comes first, rooms come next, editors' pages last."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from keyway.promote.urls import OUTSIDE
from keyway.web.accounts import urls as accounts
from keyway.web.content.people import OwnAccount
from keyway.web.content.sitemaps import SITEMAPS
from keyway.web.frame import accepting, gallery, media, tongues, views
from keyway.web.frame.api import api

# Rooms, in the reader's language.
ROOMS: list[URLPattern | URLResolver] = [
    path("", include("keyway.promote.urls")),
    path("", include("keyway.needs.urls")),
    path("", include("keyway.credentials.urls")),
    path("", include("keyway.web.privacy.urls")),
    path("", include("keyway.partners.urls")),
    path("invitation/<str:token>/", accepting.invitation, name="invitation"),
]

urlpatterns = [
    path("", views.language_door, name="language_door"),
    path("healthz", views.health, name="health"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("api/v1/", api.urls),
    path("l/", include("keyway.partners.views.links_urls")),
    *OUTSIDE,
    *accounts.ONE_DOOR,
    path(f"{settings.STAFF_PATH}account/", require_admin_access(OwnAccount.as_view())),
    path(settings.STAFF_PATH, include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    re_path(
        r"^media/(?P<path>(?:original_)?images/[\w.-]+\.(?:avif|gif|jpe?g|png|webp))$",
        media.picture,
    ),
    re_path(r"^media/videos/(?P<name>[\w-]+)\.(?P<ending>mp4|webm|vtt)$", media.film),
    # Other organizations know one address to send people back to, whatever their language.
    path("accounts/", include("allauth.socialaccount.providers.openid_connect.urls")),
]
urlpatterns += i18n_patterns(
    *ROOMS,
    *accounts.PAGES,
    path("components/", gallery.components, name="components"),
    re_path(serve_pattern, tongues.serve, name="wagtail_serve"),
)

"""Addresses: the language comes first, rooms come next, editors' pages last."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import views as wagtail_views
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from keyway.web.content.people import OwnAccount
from keyway.web.content.sitemaps import SITEMAPS
from keyway.web.frame import gallery, views
from keyway.web.frame.api import api

# Rooms, in the reader's language.
ROOMS: list[URLPattern | URLResolver] = [path("", include("keyway.needs.urls"))]

urlpatterns = [
    path("", views.language_door, name="language_door"),
    path("healthz", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("api/v1/", api.urls),
    path(f"{settings.STAFF_PATH}account/", require_admin_access(OwnAccount.as_view())),
    path(settings.STAFF_PATH, include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    re_path(
        r"^media/(?P<path>(?:original_)?images/[\w.-]+\.(?:avif|gif|jpe?g|png|webp))$",
        serve,
        {"document_root": settings.MEDIA_ROOT},
    ),
    # One page takes passwords, the back office's; Wagtail's second one leads there.
    path(
        "_util/login/",
        RedirectView.as_view(pattern_name="wagtailadmin_login", query_string=True),
        name="wagtailcore_login",
    ),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        wagtail_views.authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
]
urlpatterns += i18n_patterns(
    *ROOMS,
    path("components/", gallery.components, name="components"),
    re_path(serve_pattern, wagtail_views.serve, name="wagtail_serve"),
)

"""A Wagtail site of one page with nothing of ours: what an editors' page costs by itself.

``python -m benchmarks.web.bare_wagtail`` makes its database in the folder named by BARE_WAGTAIL.
"""

from __future__ import annotations

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.urls import include, path

FOLDER = Path(os.environ["BARE_WAGTAIL"])
PAGE = "<!doctype html><title>{{ page.title }}</title><h1>{{ page.title }}</h1>" + "x" * 20_000

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "bare.db"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=[
            "wagtail", "modelcluster", "taggit", "django.contrib.auth", "django.contrib.contenttypes",
        ],
        MIDDLEWARE=[],
        ROOT_URLCONF=__name__,
        SECRET_KEY=os.urandom(32).hex(),
        STATIC_URL="/static/",
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "loaders": [
                        (
                            "django.template.loaders.locmem.Loader",
                            {"wagtailcore/page.html": PAGE},
                        )
                    ]
                },
            }
        ],
        WAGTAIL_SITE_NAME="Bare",
        WAGTAILADMIN_BASE_URL="http://127.0.0.1",
    )  # fmt: skip
    django.setup()

urlpatterns = [path("", include("wagtail.urls"))]
application = WSGIHandler()

if __name__ == "__main__":
    call_command("migrate", verbosity=0)

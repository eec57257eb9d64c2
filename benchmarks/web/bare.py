"""A Django site of one view without middleware or database: what the framework costs alone."""

from __future__ import annotations

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path

BODY = b"x" * 20_000  # about what a page weighs on the wire


def page(request: HttpRequest) -> HttpResponse:
    """Answer with the same bytes always."""
    return HttpResponse(BODY)


urlpatterns = [path("", page)]

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        SECRET_KEY=os.urandom(32).hex(),
        MIDDLEWARE=[],
    )
    django.setup()

application = WSGIHandler()

"""Where the pages of privacy are."""

from django.urls import path

from keyway.web.privacy import views

app_name = "privacy"

urlpatterns = [
    path("privacy/", views.page, name="page"),
    path("my/data/", views.own, name="own"),
    path("my/data/download/", views.own_download, name="own_download"),
    path("my/data/erase/", views.own_erase, name="own_erase"),
]

"""The one address of no-login links; a cut or doubled token comes here as well."""

from django.urls import re_path

from keyway.partners.views.links import link

urlpatterns = [re_path(r"^(?P<token>[^/]{1,300})/?$", link, name="link")]

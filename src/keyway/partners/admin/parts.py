"""What the desks of this room share: saving by our actions, and files that are safe to open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.decorators import reauthentication_required
from django.core.exceptions import PermissionDenied
from django.db.models import URLField
from django.utils.translation import gettext
from wagtail.admin import messages
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log
from wagtail.permission_policies import ModelPermissionPolicy

from keyway.errors import Refused
from keyway.partners import journal
from keyway.render.tables import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

EXPORT = "partners.export_lists"


class OnlyLook(ModelPermissionPolicy):  # type: ignore[misc]
    """Whoever may look may look; what is kept here changes elsewhere."""

    allowed = frozenset({"view"})

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Return whether the action is one of those the desk offers and the role allows it."""
        return action in self.allowed and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Return whether one of the actions is allowed."""
        return any(self.user_has_permission(user, action) for action in actions)


class NeverDelete(OnlyLook):
    """Entered and changed here, never deleted: organizations are closed instead."""

    allowed = frozenset({"view", "add", "change"})


class ChangeAndDelete(OnlyLook):
    """Changed and removed here; entered on the organization's own page."""

    allowed = frozenset({"view", "change", "delete"})


def said(error: Refused) -> str:
    """Return a refusal in the reader's language."""
    return gettext(str(error.sentence)) % error.values


class SafeFiles:
    """Hands a list out as a file only to whoever may, with fresh proof, journaled, without formulas.

    Wagtail's own CSV leaves ``=1+1`` live; here every text that a spreadsheet would run is made
    plain, in both formats.
    """

    is_export: bool
    request: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for permission and fresh proof before a file is made."""
        if not self.is_export:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]
        if not request.user.has_perm(EXPORT):
            raise PermissionDenied

        @reauthentication_required  # type: ignore[untyped-decorator]
        def hand_out(request: HttpRequest) -> HttpResponseBase:
            return super(SafeFiles, self).dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

        return hand_out(request)  # type: ignore[no-any-return]

    @property
    def show_export_buttons(self) -> bool:
        """Whether the page offers a file."""
        return bool(self.list_export) and self.request.user.has_perm(EXPORT)  # type: ignore[attr-defined]

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Return a cell that no spreadsheet runs."""
        cell = super().preprocess_field_value(field, value, export_format)  # type: ignore[misc]
        return harmless(cell) if isinstance(cell, str) else cell

    def get_heading(self, queryset: QuerySet[Model], field: str) -> str:
        """Return a heading that no spreadsheet runs."""
        return str(harmless(super().get_heading(queryset, field)))  # type: ignore[misc]

    def as_spreadsheet(self, queryset: QuerySet[Any], spreadsheet_format: str) -> HttpResponse:
        """Return the file, and record who took which list, how long and in which form."""
        rows = queryset.count() if hasattr(queryset, "model") else len(queryset)
        journal.record(
            "list.exported",
            by=self.request.user,
            at=None,
            list=self.get_filename(),  # type: ignore[attr-defined]
            form=spreadsheet_format,
            rows=rows,
        )
        answer: HttpResponse = super().as_spreadsheet(queryset, spreadsheet_format)  # type: ignore[misc]
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Cache-Control"] = "no-store, private"
        return answer


class ListView(SafeFiles, IndexView):  # type: ignore[misc]
    """A list with search, filters and files."""


class TickedList(ListView):
    """A list with a box before each line, to do something to several at once."""

    template_name = "partners/desk/ticked.html"

    @property
    def columns(self) -> list[Any]:
        """Return the columns with a box before each line."""
        box = BulkActionsCheckboxColumn("bulk_actions", obj_type=self.model._meta.model_name)
        return [box, *super().columns]


class _ByAction:
    """Saves through an action of ours; a refusal is told above the form and nothing is saved."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, or tell why not."""
        try:
            return super().form_valid(form)  # type: ignore[misc,no-any-return]
        except Refused as error:
            form.add_error(None, said(error))
            self.produced_error_code = "validation_error"
            self.produced_error_message = said(error)
            return self.form_invalid(form)  # type: ignore[attr-defined,no-any-return]

    def _logged(self, instance: Model, action: str) -> Model:
        """Note in Wagtail's history who did it; names of people stay out of it."""
        title = f"{instance._meta.verbose_name} {instance.pk}"
        log(instance=instance, action=action, content_changed=True, title=title)
        return instance


class EnterView(_ByAction, CreateView):  # type: ignore[misc]
    """Enters a record by ``enter``."""

    def enter(self, values: dict[str, Any]) -> Model:
        """Do the action and return the record."""
        raise NotImplementedError

    def save_instance(self) -> Model:
        """Enter what was typed."""
        return self._logged(self.enter(self.form.cleaned_data), "wagtail.create")


class ChangeView(_ByAction, EditView):  # type: ignore[misc]
    """Changes a record by ``change``, which is handed the record as it is kept."""

    def change(self, kept: Any, values: dict[str, Any]) -> None:
        """Do the action."""
        raise NotImplementedError

    def save_instance(self) -> Model:
        """Change what was typed; the form itself keeps nothing."""
        self.has_content_changes = self.form.has_changed()
        kept = self.model._default_manager.get(pk=self.object.pk)
        self.change(kept, self.form.cleaned_data)
        return self._logged(kept, "wagtail.edit")


class RemoveView(DeleteView):  # type: ignore[misc]
    """Removes a record by ``remove``."""

    def remove(self, kept: Any) -> None:
        """Do the action."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove, or tell why not."""
        try:
            return super().form_valid(form)  # type: ignore[no-any-return]
        except Refused as error:
            messages.error(self.request, said(error))
            return self.render_to_response(self.get_context_data(form=form), status=409)  # type: ignore[no-any-return]

    def delete_action(self) -> None:
        """Remove the record by our action."""
        self.remove(self.object)


class Desk(ModelViewSet):  # type: ignore[misc]
    """What every desk here has: no copies, a page to look at, a file with its own name."""

    index_view_class = ListView
    copy_view_enabled = False
    inspect_view_enabled = True
    add_to_reference_index = False
    list_per_page = 50
    search_backend_name = None
    policy: type[ModelPermissionPolicy] = ModelPermissionPolicy

    @property
    def permission_policy(self) -> Any:
        """Who may do what here, answered by the roles."""
        return self.policy(self.model)

    def formfield_for_dbfield(self, db_field: Any, **kwargs: Any) -> Any:
        """Return a field of the form; an address typed without its scheme means https."""
        if isinstance(db_field, URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, **kwargs)


def base_of(request: HttpRequest) -> str:
    """Return scheme and host of the site, for addresses in mails."""
    return request.build_absolute_uri("/").removesuffix("/")

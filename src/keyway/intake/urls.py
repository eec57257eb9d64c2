"""Addresses of imports and merges, below those of the back office."""

from django.urls import path

from keyway.intake.views import imports, merging

urlpatterns = [
    path("imports/", imports.ImportsView.as_view(), name="staff_imports"),
    path("imports/new/", imports.UploadView.as_view(), name="staff_import_new"),
    path("imports/<int:number>/", imports.ImportView.as_view(), name="staff_import"),
    path("imports/<int:number>/rows/", imports.RowsView.as_view(), name="staff_import_rows"),
    path("imports/<int:number>/progress/", imports.progress, name="staff_import_progress"),
    path("imports/<int:number>/problems.csv", imports.problems, name="staff_import_problems"),
    path("imports/<int:number>/columns/", imports.choose_columns, name="staff_import_columns"),
    path("imports/<int:number>/rows/<int:row>/", imports.decide, name="staff_import_decide"),
    path("imports/<int:number>/decide/", imports.decide_all, name="staff_import_decide_all"),
    path("imports/<int:number>/import/", imports.apply, name="staff_import_apply"),
    path("imports/<int:number>/undo/", imports.undo, name="staff_import_undo"),
    path("imports/<int:number>/again/", imports.again, name="staff_import_again"),
    path("imports/<int:number>/discard/", imports.discard, name="staff_import_discard"),
    path("merge/", merging.MergeView.as_view(), name="staff_merge"),
]

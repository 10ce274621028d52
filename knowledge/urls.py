"""Addresses of the library; fixed words come before keys."""

from django.urls import include, path

from knowledge.views import documents, library, readers, releases, versions

app_name = "knowledge"
urlpatterns = [
    path("", include("knowledge.urls_intake")),
    path("updates/", include("knowledge.urls_updates")),
    path("", library.document_list, name="document_list"),
    path("new/", documents.document_new, name="document_new"),
    path("of/<slug:slug>/", library.group_library, name="group_library"),
    path("<int:pk>/", documents.document, name="document"),
    path("<int:pk>/edit/", documents.document_edit, name="document_edit"),
    path("<int:pk>/withdraw/", documents.document_withdraw, name="document_withdraw"),
    path("<int:pk>/supersede/", documents.document_supersede, name="document_supersede"),
    path("<int:pk>/move/<slug:move>/", documents.document_move, name="document_move"),
    path("<int:pk>/cite.bib", documents.citation_file, {"form": "bib"}, name="citation_bib"),
    path("<int:pk>/cite.ris", documents.citation_file, {"form": "ris"}, name="citation_ris"),
    path("<int:pk>/files/new/", versions.version_new, name="version_new"),
    path("<int:pk>/files/<int:version>/", versions.file, name="file"),
    path("<int:pk>/compare/", versions.compare_versions, name="compare"),
    path("<int:pk>/classification/", readers.classification, name="classification"),
    path("<int:pk>/audience/", readers.audience, name="audience"),
    path("<int:pk>/readers/name/", readers.reader_name, name="reader_name"),
    path("<int:pk>/readers/<int:reader>/take-off/", readers.reader_unname, name="reader_unname"),
    path("<int:pk>/opened/", readers.access_record, name="access_record"),
    path("<int:pk>/release/", releases.release_ask, name="release_ask"),
    path("<int:pk>/release/<int:release>/<slug:move>/", releases.release_move, name="release_move"),
]

from django.urls import path

from finding.views import saved, search

app_name = "finding"
urlpatterns = [
    path("search/suggest/", search.suggest, name="suggest"),
    path("search/saved/", saved.saved_list, name="saved_list"),
    path("search/saved/new/", saved.saved_new, name="saved_new"),
    path("search/saved/<int:pk>/", saved.saved_edit, name="saved_edit"),
    path("search/saved/<int:pk>/delete/", saved.saved_delete, name="saved_delete"),
    path("search/saved/<int:pk>/restore/", saved.saved_restore, name="saved_restore"),
    path("answer/search-letters/<str:token>/", saved.alerts_stop, name="alerts_stop"),
]

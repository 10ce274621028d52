from django.urls import path

from finding import views, views_saved

app_name = "finding"
urlpatterns = [
    path("search/suggest/", views.suggest, name="suggest"),
    path("search/saved/", views_saved.saved_list, name="saved_list"),
    path("search/saved/new/", views_saved.saved_new, name="saved_new"),
    path("search/saved/<int:pk>/", views_saved.saved_edit, name="saved_edit"),
    path("search/saved/<int:pk>/delete/", views_saved.saved_delete, name="saved_delete"),
    path("search/saved/<int:pk>/restore/", views_saved.saved_restore, name="saved_restore"),
    path("answer/search-letters/<str:token>/", views_saved.alerts_stop, name="alerts_stop"),
]

app_name = "circulation"
urlpatterns = []

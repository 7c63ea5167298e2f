from __future__ import annotations

from django.urls import path

from events.youthlab import views

app_name = "youthlab"
urlpatterns = [path("<year:year>/youth/", views.youth, name="youth")]

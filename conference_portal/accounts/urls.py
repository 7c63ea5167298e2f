from __future__ import annotations

from django.urls import path

from conference_portal.accounts import views

app_name = "accounts"

urlpatterns = [
    path("", views.account, name="account"),
    path("second-step/", views.second_step, name="second_step"),
    path("second-step/later/", views.later, name="later"),
    path("backup-codes/", views.backup_codes, name="backup_codes"),
    path("backup-codes/file/", views.backup_file, name="backup_file"),
    path("sign-ins/", views.sign_ins, name="sign_ins"),
]

"""Addresses outside of the admin: where applications report to."""

from __future__ import annotations

from django.urls import path

from monitoring import views

app_name = "monitoring"
urlpatterns = [
    path("<int:project_id>/envelope/", views.envelope, name="envelope"),
    path("<int:project_id>/store/", views.store, name="store"),
    path("<int:project_id>/complaints/", views.complaints, name="complaints"),
]

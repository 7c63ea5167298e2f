"""Addresses without a language: for browsers, search engines, monitors and those who report a hole."""

from __future__ import annotations

from django.urls import path

from conference_portal.site import brand, health, signposts, sitemap, worker

# Beside `site`, whose pages have a language: one namespace cannot be split over two lists.
urlpatterns = [
    path("was", signposts.was, name="was"),
    path("robots.txt", signposts.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path(".well-known/security.txt", signposts.security_txt, name="security_txt"),
    path("service-worker.js", worker.service_worker, name="service_worker"),
    # /brand/
    path("brand/all.css", brand.brand_all, name="brand_all"),
    path("brand/<year:year>.css", brand.brand, name="brand"),
    # /healthz/
    path("healthz/live", health.live, name="live"),
    path("healthz/ready", health.ready, name="ready"),
]

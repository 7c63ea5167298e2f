"""The project: wiring on top (settings, urls, site, archive), tools at the bottom (kit, search, media)."""

"""Writers of one structure: what leaves the portal in another form than a page."""

"""What Django accepts and prints, where a form or the admin asks it instead of `kit.formats`: day first, 24 hours."""

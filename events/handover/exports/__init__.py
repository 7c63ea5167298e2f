"""A handover told: as lines and records for the command, as a letter for the next host."""

"""Why somebody sees the pages of statements (RULES R10.64)."""

"""Charts: tables in, figures out; one module a chapter, and the style they share."""

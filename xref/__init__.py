"""xref: possible matches between the names in an article and sanctions lists."""

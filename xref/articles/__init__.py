"""Articles: bytes to clean text with zones, and spans where listed names stand."""

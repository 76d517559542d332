"""Review: from alerts to decisions."""

"""Matching: queried names and articles against subjects, scored with evidence."""

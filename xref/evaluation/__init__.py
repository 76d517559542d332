"""Evaluation: how well names and articles are told apart, at which threshold."""

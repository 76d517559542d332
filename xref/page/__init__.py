"""The page: a reviewer works through the alerts of a run in the browser, on this computer."""

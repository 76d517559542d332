"""Reports: a finished run as one page to read, print and hand on."""

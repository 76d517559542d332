"""`python -m xref`: the command line."""

from xref.cli import main

if __name__ == "__main__":
    main()

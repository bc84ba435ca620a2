"""`python -m tarikh`."""

from tarikh.cli import run

if __name__ == "__main__":
    run()

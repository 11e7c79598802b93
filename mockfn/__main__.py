"""`python -m mockfn`."""

import sys

from mockfn.cli import main

if __name__ == "__main__":
    sys.exit(main())

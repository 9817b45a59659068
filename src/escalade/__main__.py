"""`python -m escalade`: the command `escalade` where it is not on the path."""

from escalade.cli import main

if __name__ == "__main__":
    main()

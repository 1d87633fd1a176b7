"""How a build ends when something is to be mended: one message, no traceback, exit code 1."""

import sys


def stop(message):
    """End the build with one clear message and nothing behind it."""
    sys.stdout.flush()
    print(f"\nThe book was not built.\n{message}", file=sys.stderr, flush=True)
    raise SystemExit(1)

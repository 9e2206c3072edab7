"""Memory given back to the machine, where the C library can."""

from __future__ import annotations

import ctypes
import gc


def give_back() -> None:
    """Collect what is garbage, and let go of pages that hold nothing any more."""
    gc.collect()
    # glibc keeps freed blocks for later: after big tables were unpacked that is many megabytes.
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:  # musl has none
        trim(0)

"""How the C library keeps memory, where it lets itself be told (glibc). Nothing depends on it."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: Names of mallopt(3).
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_GIVEN_BACK_FROM = 256 * 1024


def be_frugal() -> None:
    """Have freed blocks go back to the machine, and threads share two heaps.

    glibc else learns from the first large table that is freed to keep everything, and gives each
    thread a heap of its own.
    """
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is None:
        return
    for name, value in (
        (_ARENA_MAX, 2),
        (_TRIM_THRESHOLD, _GIVEN_BACK_FROM),
        (_MMAP_THRESHOLD, _GIVEN_BACK_FROM),
    ):
        set_option(name, value)


def give_back() -> None:
    """Collect what is garbage, and let go of pages that hold nothing any more."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Leave what stands now (tables, models, settings) out of every collection inside.

    A collection looks at all that lives: of tables that never change it took a twentieth of the
    time that deciding takes.
    """
    give_back()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()

"""Bytes off the wire to bytes of a document, counted. No network here.

Source: RFC 9110 §8.4 (content codings), RFC 1952 §2.2 (gzip members).
"""

from __future__ import annotations

import zlib

from monitor.fetch.nouns import FetchFailure, FetchProblem

_STEP = 65_536


class Intake:
    """Collects a body, inflating at most one gzip; never holds more than `max_bytes`.

    With `cut` a body that is too large is cut there (robots.txt) and not refused.
    """

    def __init__(self, coding: str, max_bytes: int, *, cut: bool = False) -> None:
        coding = coding.strip().lower()
        if coding not in ("", "identity", "gzip"):
            raise FetchProblem(FetchFailure.ENCODING, f"content-encoding {coding[:80]!r}")
        self._unpack = zlib.decompressobj(31) if coding == "gzip" else None
        self._max = max_bytes
        self._cut = cut
        self._parts: list[bytes] = []
        self._size = 0
        self._raw = 0

    @property
    def full(self) -> bool:
        """Whether no more is wanted (only with `cut`)."""
        return self._cut and self._size >= self._max

    def feed(self, data: bytes) -> None:
        """Take bytes as they came. Raises FetchProblem: too_large or truncated."""
        self._raw += len(data)
        if self._raw > self._max and not self._cut:
            raise FetchProblem(FetchFailure.TOO_LARGE, f"more than {self._max} bytes sent")
        if self._unpack is None:
            self._keep(data)
            return
        try:
            self._inflate(data)
        except zlib.error as error:
            raise FetchProblem(FetchFailure.TRUNCATED, f"damaged gzip: {error}") from error

    def _inflate(self, data: bytes) -> None:
        assert self._unpack is not None
        while data and not self.full:
            if self._unpack.eof:
                if data[:1] != b"\x1f":
                    raise FetchProblem(FetchFailure.TRUNCATED, "garbage after the gzip member")
                self._unpack = zlib.decompressobj(31)  # a further member
            self._keep(self._unpack.decompress(data, _STEP))
            data = self._unpack.unconsumed_tail or self._unpack.unused_data

    def _keep(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > self._max:
            if not self._cut:
                raise FetchProblem(FetchFailure.TOO_LARGE, f"more than {self._max} bytes")
            data = data[: self._max - (self._size - len(data))]
        self._parts.append(data)

    def finish(self) -> bytes:
        """Return the whole body. Raises FetchProblem: truncated."""
        if self._unpack is not None and self._raw and not self._unpack.eof and not self.full:
            raise FetchProblem(FetchFailure.TRUNCATED, "the gzip stream ends early")
        return b"".join(self._parts)

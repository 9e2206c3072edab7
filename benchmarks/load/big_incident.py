"""Cost of an article whose incident has 64, 128, … 3,072 reports already.

    python -m benchmarks.load.big_incident [--most 3072] [--readings FILE] [--profile 400]

A stream of made-up reports of one incident: some hundred outlets, a third of them with copies of
three agencies' texts, the others with words of their own, a toll that grows, figures in the name of
officials, of other outlets and of nobody. Each is really read, then decided and recorded in a store
of its own. Printed are CPU milliseconds of one core an article (mean of the 16 around each size),
the CPU seconds of all, and a digest of every outcome: two versions of the code that decide alike
print the same one.
"""

from __future__ import annotations

import argparse
import cProfile
import hashlib
import pickle
import pstats
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from monitor.app import App, open_app
from monitor.articles.rows import from_row
from monitor.clock import SystemClock
from monitor.codec import to_json
from monitor.fetch.memory import undisturbed
from monitor.jobs.deciding import decide
from monitor.jobs.reading import Registers, load, read
from monitor.model.deciding import Outcome
from monitor.model.reading import Reading
from monitor.settings.find import shipped_folder
from monitor.settings.load import load as load_settings
from monitor.store import outcomes

SIZES = (64, 128, 384, 768, 1536, 3072)
#: Articles around a size whose cost is its cost.
AROUND = 16
BEGINS = datetime(2025, 6, 2, 6, tzinfo=UTC)
#: News of one incident: three thousand reports in five days.
_STEP = timedelta(minutes=2)
_AGENCIES = ("Reuters", "AFP", "AP")
_OUTLETS = tuple(
    f"{place} {kind}"
    for place in ("Harbour", "Valley", "Northern", "Lakeside", "Capital", "Border", "Old Town")
    for kind in ("Post", "Courier", "Herald", "Gazette", "Mirror", "Times", "Record", "Star")
)
_VOICES = (
    *("the Iraqi military said in a statement", "the health ministry said", "police said"),
    *("a hospital director told reporters", "Reuters reported", "the governor said", ""),
    *("a witness named Farid Qasem said", "the Northern Herald reported, citing officials"),
)
_SEEN = (
    *("Ambulances waited behind the northern gate until the road was cleared of glass.",),
    *("Shopkeepers swept the pavement and counted what was left of their stalls.",),
    *("A school bus stood empty beside the wall with its windows broken.",),
    *("Helicopters circled above the river for most of the evening.",),
    *("Families gathered at the hospital and read the lists at its door.",),
    *("Engineers examined a crater next to the fuel depot and took photographs.",),
    *("The market opened again at noon with soldiers at each corner.",),
    *("A baker who lives across the street found fragments on his roof.",),
    *("Flights were sent elsewhere and trucks queued at the checkpoint.",),
    *("Teachers carried benches out of the damaged classrooms.",),
)


def main() -> None:
    """Make the stream, decide it, print."""
    options = _options()
    readings = _readings(options.most, options.readings)
    with tempfile.TemporaryDirectory(prefix="monitor-big-") as name:
        settings = load_settings(None, environ={}, shipped=shipped_folder())
        settings = replace(settings, db=Path(name) / "big.db")
        with (
            closing(open_app(settings, clock=SystemClock(), exclusive=True, network=False)) as app,
            undisturbed(),
        ):
            costs, incidents, digests = decide_all(app, readings, options.profile)
    for size in SIZES:
        near = costs[max(0, size - AROUND // 2) : size + AROUND // 2]
        if size <= len(costs):
            decided, recorded = (1000 * statistics.mean(pair[n] for pair in near) for n in (0, 1))
            words = f"decide_ms {decided:8.1f}  record_ms {recorded:6.1f}  {digests[size - 1]}"
            print(f"{size:5,} reports  {words}")
    decided, recorded = (sum(pair[n] for pair in costs) for n in (0, 1))
    print(f"{len(costs):,} articles  decide_s {decided:.1f}  record_s {recorded:.1f}")
    print(f"incidents {incidents}  outcomes {digests[-1]}")


def decide_all(
    app: App, readings: Sequence[Reading], profiled: int = 0
) -> tuple[list[tuple[float, float]], int, list[str]]:
    """Return CPU seconds of deciding and of recording each, how many incidents they made, and the
    digest of all outcomes up to each; the sixteen articles after `profiled` are profiled."""
    costs: list[tuple[float, float]] = []
    digests: list[str] = []
    digest, opened, profile = hashlib.sha256(), set(), cProfile.Profile()
    for number, one in enumerate(readings):
        now = one.article.fetched_at
        is_profiled = bool(profiled) and profiled <= number < profiled + AROUND
        if is_profiled:
            profile.enable()
        started = time.process_time()
        outcome = decide(app.walk, one, entry=None, now=now, tell=True)
        decided = time.process_time()
        profile.disable()
        outcomes.record(app.walk.store, outcome, now)
        costs.append((decided - started, time.process_time() - decided))
        digest.update(words_of(outcome).encode())
        digests.append(digest.hexdigest()[:16])
        opened |= {incident.id for incident in outcome.incidents}
    if profiled:
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)
    return costs, len(opened), digests


def words_of(outcome: Outcome) -> str:
    """Return all that an outcome says, but for the reading it came from."""
    return to_json(replace(outcome, reading=None))


def rows(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Yield reports of one rocket attack as rows of a backfill, in the order of publication."""
    chance = random.Random(seed)
    wires: dict[str, str] = {}
    for number in range(count):
        now = BEGINS + number * _STEP
        killed = 3 + number // 120
        outlet = chance.choice(_OUTLETS)
        agency = chance.choice(_AGENCIES)
        if number % 40 == 0 or agency not in wires:
            wires[agency] = _text(chance, killed)
        is_copy = chance.random() < 0.33
        text = f"TAJI, Iraq ({agency}) - {wires[agency]}" if is_copy else _text(chance, killed)
        yield {
            "url": f"https://{outlet.lower().replace(' ', '')}.example/{number}",
            "title": f"Rocket attack on Camp Taji in Iraq kills {killed}",
            "text": text,
            "published": now.isoformat(),
            "outlet": outlet,
            "language": "en",
        }


def _text(chance: random.Random, killed: int) -> str:
    killed = max(1, killed - chance.choice((0, 0, 0, 1, 2)))
    voice, other = chance.choice(_VOICES), chance.choice(_VOICES)
    told = f"killing {killed} people and wounding {3 * killed + chance.randint(0, 3)}"
    lead = f"Rockets struck Camp Taji north of Baghdad, Iraq, on Sunday, June 1, 2025, {told}"
    later = f"At least {killed} people were killed"
    seen = chance.sample(_SEEN, 4)
    blame = f"{voice or 'The ministry said'} Islamic State was behind the rocket attack."
    return "\n\n".join(
        (
            f"{lead}, {voice}." if voice else f"{lead}.",
            " ".join(seen[:2]),
            f"{later}, {other}." if other else f"{later}.",
            blame[0].upper() + blame[1:],
            " ".join(seen[2:]),
            f"Number {chance.randint(100, 9999)} in the street was damaged, residents said.",
        )
    )


def _readings(most: int, kept: Path | None) -> list[Reading]:
    """Return the stream as it is read, or as it was read into the file `kept` before."""
    if kept is not None and kept.exists():
        found: list[Reading] = pickle.loads(kept.read_bytes())
        return found[:most]
    settings = load_settings(None, environ={}, shipped=shipped_folder())
    registers = Registers(places=settings.places, actors=settings.actors, sources=settings.sources)
    tools = load(registers)
    made = []
    for row in rows(most):
        now = datetime.fromisoformat(row["published"])
        made.append(read(from_row(row, now), tools))
    if kept is not None:
        kept.write_bytes(pickle.dumps(made))
    return made


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--most", type=int, default=SIZES[-1] + AROUND // 2)
    parser.add_argument("--readings", type=Path, help="file that keeps what was read")
    parser.add_argument("--profile", type=int, default=0, help="profile from this report on")
    return parser.parse_args()


if __name__ == "__main__":
    main()

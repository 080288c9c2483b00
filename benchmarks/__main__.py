"""`make bench`: the measurements of docs/performance.md, on real data where it is at hand.

    python -m benchmarks [DATA]

DATA holds dataset folders (default ../shared/data); without it the sample archive stands in, and
the whole-archive measurement is left out, which is said. The comparison with peers makes their
environments where they are missing; `python -m benchmarks.peers` takes it alone.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks import encoder, filters, readers, serving, vector_kinds
from benchmarks.passages import SAMPLE
from benchmarks.peers import __main__ as peers
from benchmarks.peers.environments import default_folder

N_ROUNDS = 5
PEERS_PLOT = Path("docs/figures/peers.svg")


def main(data: Path = Path("../shared/data")) -> None:
    """Run every measurement."""
    articles, events = data / "polnear-train" / "corpus.jsonl", data / "current-events"
    encoder.main(articles if articles.exists() else SAMPLE)
    vector_kinds.main()
    filters.main()
    readers.main()
    if events.is_dir():
        serving.main(events / "corpus.jsonl", events / "queries.jsonl")
    else:
        print(f"\n{events} is not there: building, serving and latency of a whole archive NOT measured")
    peers.main(data, environments=default_folder(), n_rounds=N_ROUNDS, plot=PEERS_PLOT)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

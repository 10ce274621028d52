"""Each rule of the consensus procedure is named by a test of it."""

import re
from pathlib import Path

TESTS = Path(__file__).parent.parent
# Time, who takes part, the life of a decision, the silence round, the state; and the log.
RULES = [
    *(f"R1.{number}" for number in range(1, 4)),
    *(f"R2.{number}" for number in range(4, 9)),
    *(f"R3.{number}" for number in range(9, 15)),
    *(f"R4.{number}" for number in range(15, 26)),
    *(f"R5.{number}" for number in range(26, 30)),
    "R9.49",
]


def test_every_rule_of_consensus_is_named_by_a_test():
    words = "".join(path.read_text() for path in TESTS.rglob("test_*.py") if path != Path(__file__))
    named = set(re.findall(r"R\d+\.\d+", words))
    assert [rule for rule in RULES if rule not in named] == []

"""``gaoqian datasets validate``."""

import json
from pathlib import Path

from commandline import call_gaoqian

_LONG = "柳溪街道把染坊街七条巷子的管线埋进地下，路面改铺青砖，巷口添了长椅和路灯。"


def _line(identifier: str, body: str, **more: object) -> bytes:
    record = {"id": identifier, "headline": "", "body": body, "topics": []} | more
    return json.dumps(record, ensure_ascii=False).encode() + b"\n"


def test_findings_decide_the_exit_code(tmp_path: Path) -> None:
    """Findings on standard output, exit code 1; none, exit code 0."""
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_bytes(_line("1", _LONG))
    bad.write_bytes(_line("1", ""))
    assert call_gaoqian("datasets", "validate", good).code == 0
    outcome = call_gaoqian("datasets", "validate", bad)
    assert outcome.code == 1
    assert f"{bad}:1: headline and body are empty" in outcome.out


def test_topics_are_those_of_the_taxonomy_that_is_given(tmp_path: Path) -> None:
    """A house's own topic is known by its own taxonomy, and by no other."""
    path, taxonomy = tmp_path / "a.jsonl", tmp_path / "t.toml"
    path.write_bytes(_line("1", _LONG, topics=["chess"]))
    taxonomy.write_text("[[topics]]\nid = 'chess'\nlabel = '棋'\n", encoding="utf-8")
    assert call_gaoqian("datasets", "validate", path, "--taxonomy", taxonomy).code == 0
    outcome = call_gaoqian("datasets", "validate", path)
    assert outcome.code == 1
    assert f"{path}:1: topic 'chess' is unknown" in outcome.out

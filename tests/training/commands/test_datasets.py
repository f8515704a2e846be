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

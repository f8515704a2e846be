"""Archives to tag in bulk, written for each test."""

import json
from pathlib import Path

#: Short texts with one topic each.
SAFETY = "消防站的队员逐户检查电线，教老人用灭火毯。"
UNION = "总工会慰问环卫职工，送去清凉用品。"


def write_archive(path: Path, count: int) -> None:
    """Write an archive in which every hundredth line is broken."""
    lines = [
        json.dumps({"id": n, "headline": f"第{n}篇", "body": (SAFETY, UNION)[n % 2] * (n % 7)})
        for n in range(count)
    ]
    lines[::100] = ["{"] * len(lines[::100])
    path.write_text("\n".join(lines) + "\n")

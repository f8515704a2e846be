"""稿头文件 Copy with a head (稿头): lines of ``名称：内容``, a blank line, the text.

A file may hold several articles with a line of equals signs between them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gaoqian import Article, ArticleError, ReadError
from gaoqian.readers import DocumentKind, decode
from gaoqian.writers import OutputFormat, Slip, final_labels

_KEYS = {
    "标题": "headline",
    "稿号": "id",
    "版本": "version",
    "作者": "byline",
    "状态": "pub_status",
    "发布时间": "version_created",
    "解禁时间": "embargoed_until",
}
#: What `write_slips` adds, and what a reader of copy leaves to those who read it.
_WRITTEN = {"主题", "模型"}
_BETWEEN = re.compile(r"^=+$\n?", re.MULTILINE)


def parse(data: bytes, declared: str) -> Iterator[Article | ReadError]:
    """Yield an article, or an error that says what is wrong with it, for each head.

    Args:
        data: All of a file.
        declared: The encoding that its carrier declares; empty for none.

    Raises:
        ReadError: the file is in no known encoding.
    """
    decoded = decode(data, declared)
    for piece in _BETWEEN.split(decoded.text.replace("\r\n", "\n")):
        if piece.strip():
            yield _article(piece, decoded.encoding)


def _article(piece: str, encoding: str) -> Article | ReadError:
    head, _, body = piece.lstrip("\n").partition("\n\n")
    record = {"body": body.strip("\n")}
    for line in head.split("\n"):
        name, colon, value = line.partition("：")
        key = _KEYS.get(name.strip())
        if not colon or (key is None and name.strip() not in _WRITTEN):
            return ReadError(f"head line {line!r}, expected one of {'、'.join(_KEYS)} and ：")
        if key is not None:
            record[key] = value.strip()
    try:
        return replace(Article.from_record(record), encoding=encoding)
    except ArticleError as error:
        return ReadError(str(error))


def write_slips(slips: Sequence[Slip]) -> bytes:
    """Return articles with the head that `parse` reads, and lines for topics and model."""
    return "".join(_write(slip) for slip in slips).encode()


def _write(slip: Slip) -> str:
    article = slip.article
    created, embargoed = article.version_created, article.embargoed_until
    values = {
        "标题": " ".join(article.headline.split("\n")),
        "稿号": article.id,
        "版本": article.version,
        "作者": article.byline,
        "状态": slip.pub_status,
        "发布时间": created.isoformat() if created else "",
        "解禁时间": embargoed.isoformat() if embargoed else "",
        "主题": "、".join(label.topic.label for label in final_labels(slip)) or "无",
        "模型": slip.model,
    }
    head = "".join(f"{name}：{value}\n" for name, value in values.items() if value)
    # A line of equals signs in a text would end it.
    body = re.sub(r"^(?==+$)", " ", article.body, flags=re.MULTILINE)
    return f"{head}\n{body}\n====\n"


READER = DocumentKind(parse, many=True)
WRITER = OutputFormat("gaotou", ".gaotou", "text/plain; charset=utf-8", write_slips)

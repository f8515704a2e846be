"""A small valid document of each format that is read, for tests and for what disturbs them."""

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from gaoqian.readers import suffixes

TEXT = "市总工会昨天走访慰问一线环卫职工，送去清凉用品。工会主席说，夏季高温，企业要落实防暑措施。"

HTML = f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>工会慰问环卫职工_本市日报</title>
<meta name="author" content="何田"></head><body>
<div class="nav"><a href="/">首页</a> <a href="/b">要闻</a> <a href="/c">专题</a></div>
<h1>工会慰问环卫职工</h1><div class="info">2026-07-20 09:30 来源：本市日报</div>
<div class="content"><p>　　{TEXT}</p><p>　　据了解，活动将持续到八月底。</p></div>
<div class="footer">版权所有 不得转载</div></body></html>"""

FOUNDER = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>本市日报</title></head><body><table><tr><td>第02版：要闻</td></tr></table>
<!--enpproperty <articleid>4711</articleid><date>2026-07-20 00:00:00.0</date>
<author>□何田</author><title>工会慰问环卫职工</title><subtitle></subtitle>/enpproperty-->
<founder-title>工会慰问<br/>环卫职工</founder-title><div id="ozoom"><founder-content>
<!--enpcontent--><P>　　{TEXT}</P><P>　　朱镕在场。</P><!--/enpcontent-->
</founder-content></div><div>上一篇 下一篇</div></body></html>"""

NINJS_1 = {
    "uri": "urn:desk:1",
    "type": "text",
    "version": "2",
    "headline": "工会慰问环卫职工",
    "byline": "何田",
    "body_text": TEXT,
    "pubstatus": "withheld",
    "versioncreated": "2026-07-20T09:30:00+08:00",
    "embargoed": "2026-07-21T00:00:00Z",
    "language": "zh-Hans",
}
NINJS_2 = {
    "uri": "urn:desk:2",
    "headlines": [
        {"role": "sub", "contenttype": "text/plain", "value": "送去清凉用品"},
        {"role": "main", "contenttype": "text/plain", "value": "工会慰问环卫职工"},
    ],
    "bodies": [{"contenttype": "application/xhtml+xml", "value": f"<p>{TEXT}</p><p>完</p>"}],
    "by": "何田",
    "pubstatus": "usable",
    "versioncreated": "2026-07-20T09:30:00+08:00",
}
NINJS_3 = {
    "uri": "urn:desk:3",
    "headlines": [{"contentType": "text/plain", "value": "工会慰问环卫职工"}],
    "bodies": [
        {"contentType": "text/html", "value": f"<p>{TEXT}</p>"},
        {"contentType": "text/plain", "value": TEXT},
    ],
    "by": "何田",
    "pubStatus": "usable",
    "versionCreated": "2026-07-20T09:30:00+08:00",
    "embargoedUntil": "2026-07-21T00:00:00+08:00",
}

NEWS_ITEM = f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:desk:4" version="3"
 standard="NewsML-G2" standardversion="2.35" conformance="power" xml:lang="zh-Hans">
<itemMeta><itemClass qcode="ninat:text"/><versionCreated>2026-07-20T09:30:00+08:00</versionCreated>
<embargoed>2026-07-21T00:00:00+08:00</embargoed><pubStatus qcode="stat:withheld"/></itemMeta>
<contentMeta><by>何田</by><headline role="hld:sub">送去清凉用品</headline>
<headline role="hld:main">工会慰问环卫职工</headline></contentMeta>
<contentSet><inlineXML contenttype="application/nitf+xml">
<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head><title>不读</title></head><body>
<body.head><hedline><hl1>题</hl1></hedline></body.head><body.content><p>{TEXT}</p>
<p>完。</p></body.content></body></nitf></inlineXML></contentSet></newsItem>"""
PACKAGE = f"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2026-07-20T09:30:00+08:00
</sent></header><itemSet><packageItem guid="urn:desk:p" version="1"/>{NEWS_ITEM}
<newsItem guid="urn:desk:5" version="1"><itemMeta><pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta><headline>消防演练</headline></contentMeta><contentSet>
<inlineData contenttype="text/plain">消防员教居民使用灭火器。</inlineData></contentSet></newsItem>
</itemSet></newsMessage>"""

CSV = f"编号,标题,正文,状态\r\n1,工会慰问,{TEXT},usable\r\n2,消防,“演练”,withheld\r\n"


def documents() -> dict[str, bytes]:
    """Return a document of each format by a name that ends so."""
    lines = [{"id": 1, "headline": "工会慰问", "body": TEXT, "version": 2}, NINJS_3]
    found = {
        "a.txt": TEXT.encode("gb18030"),
        "b.txt": TEXT.encode(),
        "c.html": HTML.encode(),
        "d.html": FOUNDER.encode("gb18030"),
        "e.json": json.dumps([NINJS_1, NINJS_2, NINJS_3], ensure_ascii=False).encode(),
        "f.jsonl": b"\n".join(json.dumps(line).encode() for line in lines),
        "g.csv": CSV.encode("gb18030"),
        "h.parquet": _parquet(),
        "i.xml": NEWS_ITEM.encode(),
        "j.xml": PACKAGE.encode(),
    }
    if ".pdf" in suffixes():
        found["k.pdf"] = _pdf()
    return found | {"l.zip": pack(found)}


def pack(members: dict[str, bytes]) -> bytes:
    """Return a zip archive."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def _pdf() -> bytes:
    import typst
    from pylopdf_fonts_zh_cn import sans_path

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(Path(sans_path()).parent)])
    source = f"#set page(width: 12cm, height: 9cm)\n= 工会慰问环卫职工\n\n{TEXT}\n\n完。\n"
    data: bytes = typst.compile(source.encode(), font_paths=fonts, pdf_tags=False)
    return data


def _parquet() -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    target = BytesIO()
    columns = {"id": [1, 2], "headline": ["工会慰问", None], "body": [TEXT, "消防演练"]}
    parquet.write_table(pa.table(columns), target)
    return target.getvalue()

"""Looking again and again."""

import asyncio

import pytest

from gaoqian_service.polling import polling


def test_looks_until_the_block_ends(capsys: pytest.CaptureFixture[str]) -> None:
    """What goes wrong once is logged, and does not end it; nothing looks afterwards."""
    looks = 0

    async def run() -> None:
        enough = asyncio.Event()

        async def look() -> None:
            nonlocal looks
            looks += 1
            if looks == 1:
                raise LookupError("of all things")
            if looks == 3:
                enough.set()

        async with polling(look, 0.001):
            await asyncio.wait_for(enough.wait(), 30)
        ended = looks
        await asyncio.sleep(0.05)
        assert looks == ended

    asyncio.run(run())
    output = capsys.readouterr().out
    assert "unexpected_error" in output
    assert output.count("LookupError: of all things") == 1

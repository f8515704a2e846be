"""The command ``gaoqian``: subcommands by entry point, and errors as one line."""

import sys
from importlib.metadata import entry_points
from typing import Any

import click

from gaoqian import __version__
from gaoqian.errors import (
    BundleError,
    ExtraError,
    GaoqianError,
    MixtureError,
    OutputError,
    PluginError,
    RubricError,
    SegmenterError,
    SettingsError,
    TaxonomyError,
)

ENTRY_POINTS = "gaoqian.commands"

#: Exit codes: 2 if an argument cannot be used at all; all other errors are 1.
_EXIT_CODES: dict[type[GaoqianError], int] = {
    BundleError: 2,
    ExtraError: 2,
    MixtureError: 2,
    OutputError: 2,
    PluginError: 2,
    RubricError: 2,
    SegmenterError: 2,
    SettingsError: 2,
    TaxonomyError: 2,
}


class CommandGroup(click.Group):
    """A group whose subcommands are entry points, imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the subcommands without importing them."""
        return sorted({*super().list_commands(ctx), *self._entry_points()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a subcommand; return None for an unknown name."""
        entry = self._entry_points().get(cmd_name)
        if entry is None:
            return super().get_command(ctx, cmd_name)
        command: click.Command = entry.load()
        return command

    @staticmethod
    def _entry_points() -> dict[str, Any]:
        return {entry.name: entry for entry in entry_points(group=ENTRY_POINTS)}


@click.group(
    cls=CommandGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="例 Example：gaoqian tag 稿件.txt",
)
@click.version_option(__version__, "--version", prog_name="gaoqian", help="显示版本 Show version")
def gaoqian() -> None:
    """稿签：给中文新闻稿件打主题标签，并给出依据。

    Topic tags, with evidence, for Chinese newsroom copy.
    """


def main() -> None:
    """Run the command line; exits with 0, 1 (some input failed) or 2 (usage)."""
    try:
        gaoqian.main(prog_name="gaoqian", standalone_mode=True)
    except GaoqianError as error:
        click.echo(describe_error(error), err=True)
        sys.exit(_exit_code(error))
    except OSError as error:  # a full disk behind standard output, for one
        click.echo(f"错误：读写失败。{error}", err=True)
        sys.exit(1)


def _exit_code(error: GaoqianError) -> int:
    return next((_EXIT_CODES[kind] for kind in type(error).mro() if kind in _EXIT_CODES), 1)


def describe_error(error: GaoqianError) -> str:
    """Return the line of an error that users see."""
    hint = f"（{error.hint}）" if error.hint else ""
    return f"错误：{error.title}。{error}{hint}"
